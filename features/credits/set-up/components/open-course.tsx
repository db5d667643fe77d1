import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { openCourseAction } from "@/features/courses/opening/actions";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { findOddCourseDates, listSetUpSteps, type SetUpCourse, type SetUpOffer } from "../rules";
import { OpeningOffers } from "./opening-offers";
import { SetUpSteps } from "./set-up-steps";

/** Everything about a course before it opens, and the button that opens it. */
export function OpenCourse({
  course,
  offers,
  size,
  now,
  isMember,
}: {
  course: SetUpCourse;
  offers: readonly SetUpOffer[];
  size: { PARTICIPANT: number; ASSISTANT: number; INSTRUCTOR: number };
  now: Date;
  /** On the roster, in whatever role: may see the participants' pages. */
  isMember: boolean;
}) {
  const odd = findOddCourseDates(course, now);
  return (
    <>
      {odd.map((sentence) => (
        <Notice key={sentence} kind="caution" className="mb-8">
          <p>{sentence}</p>
        </Notice>
      ))}
      <SetUpSteps steps={listSetUpSteps({ course, offers, size })} without="open" />
      {offers.length > 0 && (
        <Section title="Offers" intro={`Times are in ${course.timeZone.replaceAll("_", " ")}.`}>
          <OpeningOffers course={course} offers={offers} participants={size.PARTICIPANT} now={now} />
        </Section>
      )}
      {offers.length > 0 && (
        <Section title="As participants see it">
          <ParticipantsView course={course} isMember={isMember} />
        </Section>
      )}
      <Section title="Open">
        <Opening course={course} mayOpen={offers.length > 0} participants={size.PARTICIPANT} />
      </Section>
    </>
  );
}

function ParticipantsView({ course, isMember }: { course: SetUpCourse; isMember: boolean }) {
  return isMember ? (
    <div className="max-w-text space-y-4">
      <p>
        The course’s own page, with its offers and their guides. You see it as one of its members, but have no code
        there to request: codes are for participants.
      </p>
      <LinkButton href={paths.course(course.slug)} variant="secondary">
        See the course as a member
      </LinkButton>
    </div>
  ) : (
    <p className="max-w-text">
      The course’s own page is for people on its roster.{" "}
      <a href={paths.roster(course.slug)} className="link">
        Put yourself on it as an instructor
      </a>{" "}
      to see what they will see.
    </p>
  );
}

function Opening({ course, mayOpen, participants }: { course: SetUpCourse; mayOpen: boolean; participants: number }) {
  if (course.archivedAt) {
    return <p className="max-w-text">This course is archived. Its settings have the way back.</p>;
  }
  if (course.openedAt) {
    return (
      <div className="max-w-text space-y-4">
        <p>Open since {formatInstant(course.openedAt, course.timeZone)}.</p>
        <LinkButton href={paths.adminCourse(course.slug)}>Go to the course</LinkButton>
      </div>
    );
  }
  if (!mayOpen) {
    return <p className="max-w-text">There is nothing to open yet: the course needs an offer first.</p>;
  }
  return (
    <div className="max-w-text space-y-4">
      <p>
        {participants === 0
          ? "Nobody is on the roster as a participant yet; whoever is added later sees the course at once."
          : "From then on the participants see the course when they sign in, and request codes as the windows allow."}{" "}
        No mail is sent by this. An open course does not become a draft again; it can be archived.
      </p>
      <PostForm action={openCourseAction} hidden={{ course: course.slug }}>
        <SubmitButton>Open the course</SubmitButton>
      </PostForm>
    </div>
  );
}
