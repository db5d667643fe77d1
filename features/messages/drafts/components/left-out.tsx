import type { PreviewView } from "@/features/messages/drafts/queries";

/** Who of an audience does not get the message, and why. */
export function LeftOutList({ leftOut }: Pick<PreviewView, "leftOut">) {
  return leftOut.map(({ why, count, people }) => (
    <details key={why} className="max-w-text">
      <summary className="link cursor-pointer">
        {count === 1 ? "1 person is" : `${count.toLocaleString("en")} people are`} left out: {why}
      </summary>
      <ul className="mt-2 list-disc space-y-1 ps-6 text-sm break-words">
        {people.map((person) => (
          <li key={person}>{person}</li>
        ))}
        {count > people.length && <li>and {(count - people.length).toLocaleString("en")} more</li>}
      </ul>
    </details>
  ));
}
