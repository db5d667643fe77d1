import { Notice } from "@/components/ui/notice";
import type { OddCodes } from "@/features/credits/checks/queries";

/** Warns of new codes that are unlike the rest, by their lines in the file: they come in all the same, because a sponsor may send such. */
export function OddLines({ odd: { whole, usual, lines } }: { odd: OddCodes }) {
  if (lines.length === 0) return null;
  const more = whole - lines.length;
  return (
    <Notice
      kind="caution"
      title={whole === 1 ? "1 value is unlike the rest" : `${whole.toLocaleString("en")} values are unlike the rest`}
      className="mt-6"
    >
      <p>
        {usual !== null && `Most of them have ${usual} characters. `}
        Look at {whole === 1 ? "this line" : "these lines"} of the file before you import: what is no code would be
        given to somebody.
      </p>
      <ul className="list-disc ps-5">
        {lines.map(({ line, why }) => (
          <li key={line}>
            Line {line.toLocaleString("en")}: {why}
          </li>
        ))}
        {more > 0 && <li>and {more.toLocaleString("en")} more</li>}
      </ul>
    </Notice>
  );
}
