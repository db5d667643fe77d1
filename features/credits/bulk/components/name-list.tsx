const SHOWN = 20;

/** The first of those that were chosen, by name. */
export function NameList({ people }: { people: readonly { id: string; name: string; email: string }[] }) {
  const more = people.length - SHOWN;
  return (
    <ul className="list-disc space-y-1 ps-5">
      {people.slice(0, SHOWN).map(({ id, name, email }) => (
        <li key={id} className="break-words">
          {name ? `${name}, ${email}` : email}
        </li>
      ))}
      {more > 0 && <li>and {more.toLocaleString("en")} more</li>}
    </ul>
  );
}
