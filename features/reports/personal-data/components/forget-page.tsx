import { Notice } from "@/components/ui/notice";
import { paths } from "@/lib/paths";
import type { Holdings } from "../queries";
import { ForgetForm } from "./forget-form";

/** What forgetting a person does, with their own codes and requests in it, and the form that does it. */
export function ForgetPage({
  course,
  subject,
  holdings,
}: {
  course: { slug: string };
  subject: { id: string; scrubbedAt: Date | null };
  holdings: Holdings;
}) {
  if (subject.scrubbedAt) {
    return <p className="max-w-text">This person is forgotten already.</p>;
  }
  return (
    <>
      <ul className="mb-6 max-w-text list-disc space-y-1 ps-6">
        <li>The person is removed from the course and signed out.</li>
        <li>Name, address, answers, the reasons of decisions and what mail servers said are scrubbed for good.</li>
        <li>Whoever is in no other course and no administrator loses the account, too.</li>
        <li>Counts and the trail stay. They name nobody.</li>
      </ul>
      <HeldCodes holdings={holdings} />
      <ForgetForm
        course={course.slug}
        enrolment={subject.id}
        cancelHref={paths.person({ course: course.slug, enrolment: subject.id })}
      />
    </>
  );
}

function HeldCodes({ holdings: { unseen, uncertain, seen, open } }: { holdings: Holdings }) {
  if (unseen + uncertain + seen + open === 0) {
    return null;
  }
  return (
    <Notice kind="caution" className="mb-8">
      {unseen > 0 && (
        <p>
          {unseen === 1
            ? "A code was given to this person and not revealed yet: it goes back to the pool, for whoever asks next."
            : `${unseen} codes were given to this person and not revealed yet: they go back to the pool.`}
        </p>
      )}
      {uncertain > 0 && (
        <p>
          {uncertain === 1
            ? "A code was given to this person before the portal was restored from a backup, and may have been seen since: it stays given."
            : `${uncertain} codes were given to this person before the portal was restored from a backup, and may have been seen since: they stay given.`}
        </p>
      )}
      {seen > 0 && (
        <p>
          {seen === 1 ? "A code that this person has seen stays" : `${seen} codes that this person has seen stay`}{" "}
          given. They can no longer look at it here.
        </p>
      )}
      {open > 0 && <p>{open === 1 ? "An open request is" : `${open} open requests are`} cancelled.</p>}
    </Notice>
  );
}
