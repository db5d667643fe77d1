import { Card } from "@/components/ui/card";
import { paths } from "@/lib/paths";

const KINDS = [
  {
    kind: "invitation",
    title: "Invite the roster",
    text: "Tells participants that they have a place and how to sign in. Those who were never invited, who have never signed in, or all.",
  },
  {
    kind: "reminder",
    title: "Remind",
    text: "One mail for each person who has something to do: request, reveal or redeem. It says for every offer what is still to do.",
  },
  {
    kind: "letter",
    title: "Write to some of them",
    text: "Your own words to people by role, by where they stand with an offer, or one by one.",
  },
] as const;

/** The first choice of a message. */
export function ChooseKind({ course }: { course: string }) {
  return (
    <div className="grid gap-5 lg:grid-cols-3">
      {KINDS.map(({ kind, title, text }) => (
        <Card key={kind} title={title} href={`${paths.newMessage(course)}?kind=${kind}`}>
          <p>{text}</p>
        </Card>
      ))}
    </div>
  );
}
