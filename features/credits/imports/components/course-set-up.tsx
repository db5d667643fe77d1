import { LinkButton } from "@/components/ui/button";
import { NextStep } from "@/components/ui/next-step";
import { StatusBadge } from "@/components/ui/status-badge";
import { SetUpSteps } from "@/features/credits/set-up/components/set-up-steps";
import { listSetUpSteps, type SetUpCourse, type SetUpStep } from "@/features/credits/set-up/rules";
import { formatInstant } from "@/lib/dates";
import { paths } from "@/lib/paths";

type OfferFacts = {
  slug: string;
  name: string;
  state: string;
  available: number;
  allocated: number;
  waiting: number;
  pending: number;
};

type Advice = { title: string; text: string; href: string; action: string };

/**
 * The one thing that a course needs now, in the order in which a course is set up. `participants` counts who may request a code. Null when
 * nothing needs anybody.
 */
export function adviseOnCourse({
  course,
  participants,
  offers,
}: {
  course: string;
  participants: number;
  offers: readonly OfferFacts[];
}): Advice | null {
  const standing = offers.filter(({ state }) => state !== "expired");
  const pending = standing.find((offer) => offer.pending > 0);
  const waiting = standing.find((offer) => offer.waiting > 0 && offer.available === 0);
  const empty = standing.find((offer) => offer.available + offer.allocated === 0);
  const short = standing.find((offer) => offer.available + offer.allocated < participants);
  const import_ = (offer: OfferFacts, title: string, text: string): Advice => ({
    title,
    text,
    href: paths.codesImport({ course, offer: offer.slug }),
    action: "Import codes",
  });
  if (offers.length === 0) {
    const text = "An offer says which credit the course gives, from when to when, and how it is acknowledged.";
    return { title: "Make the first offer", text, href: paths.newOffer(course), action: "Make an offer" };
  }
  if (participants === 0) {
    const text = "Nobody can request a code yet. Import the participants, or add them by hand.";
    return { title: "Fill the roster", text, href: paths.rosterImport(course), action: "Import a roster" };
  }
  if (pending) {
    const text = `${pending.pending === 1 ? "1 person waits" : `${pending.pending} people wait`} for an answer on ${pending.name}.`;
    return {
      title: "Look at the requests",
      text,
      href: paths.requests({ course, offer: pending.slug }),
      action: "See the requests",
    };
  }
  if (waiting) {
    const who = waiting.waiting === 1 ? "1 person is" : `${waiting.waiting} people are`;
    return import_(
      waiting,
      "The pool is empty",
      `${who} waiting for a code of ${waiting.name}. They are served as soon as you import more.`,
    );
  }
  if (empty) {
    return import_(
      empty,
      "Import the codes",
      `${empty.name} has no codes yet. Whoever asks now goes on the waiting list.`,
    );
  }
  if (short) {
    const codes = short.available + short.allocated;
    return import_(
      short,
      "There are fewer codes than participants",
      `${short.name} has ${codes} codes in all for ${participants} participants.`,
    );
  }
  return null;
}

type Pool = Omit<OfferFacts, "slug" | "name" | "state"> & { offer: string };
type Props = {
  course: SetUpCourse;
  size: { PARTICIPANT: number; INSTRUCTOR: number };
  offers: readonly Pick<OfferFacts, "slug" | "name" | "state">[];
  pools: readonly Pool[];
};

/**
 * At the head of the course's page: the guided start while the course is a draft, that it is over once it is archived, and the one thing that
 * it needs now in between. For instructors: what it leads to is closed to assistants.
 */
export function CourseSetUp({ course, size, offers, pools }: Props) {
  const none = { available: 0, allocated: 0, waiting: 0, pending: 0 };
  const facts = offers.map((offer) => ({ ...none, ...pools.find((pool) => pool.offer === offer.slug), ...offer }));
  if (course.archivedAt) {
    return <ArchivedCourse course={course} archivedAt={course.archivedAt} />;
  }
  if (!course.openedAt) {
    return <GuidedStart steps={listSetUpSteps({ course, offers: facts, size })} />;
  }
  const advice = adviseOnCourse({ course: course.slug, participants: size.PARTICIPANT, offers: facts });
  if (!advice) {
    return (
      <NextStep status={<StatusBadge tone="positive">Set up</StatusBadge>} title="Nothing needs you now">
        <p>The roster, the offers and their codes are in place.</p>
      </NextStep>
    );
  }
  return (
    <NextStep
      status={<StatusBadge tone="caution">What to do next</StatusBadge>}
      title={advice.title}
      actions={<LinkButton href={advice.href}>{advice.action}</LinkButton>}
    >
      <p>{advice.text}</p>
    </NextStep>
  );
}

function GuidedStart({ steps }: { steps: readonly SetUpStep[] }) {
  const next = steps.find(({ done }) => !done);
  const count = steps.filter(({ done }) => done).length;
  return (
    <NextStep
      status={<StatusBadge tone="caution">Draft</StatusBadge>}
      title={`Set the course up: ${count} of ${steps.length} steps done`}
    >
      <p>Participants do not see it yet. Leave whenever you like: each step stays as it is.</p>
      {next && <LinkButton href={next.href}>{next.action}</LinkButton>}
      <SetUpSteps steps={steps} without={next?.key} />
    </NextStep>
  );
}

function ArchivedCourse({ course, archivedAt }: { course: SetUpCourse; archivedAt: Date }) {
  return (
    <NextStep
      status={<StatusBadge tone="neutral">Archived</StatusBadge>}
      title="This course is over"
      actions={
        <LinkButton href={paths.courseSettings(course.slug)} variant="secondary">
          Reopen or copy it
        </LinkButton>
      }
    >
      <p>
        Archived since {formatInstant(archivedAt, course.timeZone)}. No code is given any more; participants keep what
        they have.
      </p>
    </NextStep>
  );
}
