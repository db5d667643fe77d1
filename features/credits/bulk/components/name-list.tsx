import { NAMES_SHOWN, type Refused, refusedWords } from "@/features/credits/bulk/rules";

/** The first of those that were chosen, by name, with what was decided against them before. `whole`: how many there are, if not all came along. */
export function NameList({
  people,
  whole = people.length,
}: {
  people: readonly { id: string; name: string; email: string; refused?: Refused | null }[];
  whole?: number;
}) {
  const more = whole - Math.min(people.length, NAMES_SHOWN);
  return (
    <ul className="list-disc space-y-1 ps-5">
      {people.slice(0, NAMES_SHOWN).map(({ id, name, email, refused }) => (
        <li key={id} className="break-words">
          {name ? `${name}, ${email}` : email}
          {refused && <strong> ({refusedWords[refused]})</strong>}
        </li>
      ))}
      {more > 0 && <li>and {more.toLocaleString("en")} more</li>}
    </ul>
  );
}
