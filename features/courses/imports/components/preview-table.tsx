import { Section } from "@/components/ui/section";
import type { TableLine } from "@/lib/tables/read-lines";

/** The first lines of a file as they stand, whatever its columns are called. Long cells are cut. */
export function PreviewTable({
  lines,
  columns,
  intro,
}: {
  lines: readonly TableLine[];
  columns: number;
  intro: string;
}) {
  const numbers = Array.from({ length: columns }, (_, index) => index);
  return (
    <Section title="First lines" stacked intro={intro}>
      <section
        aria-label="First lines of the file"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="data-table-region overflow-x-auto"
      >
        <table className="data-table always-table">
          <caption className="sr-only">First lines of the file</caption>
          <thead>
            <tr>
              <th scope="col" className="numeric w-16">
                Line
              </th>
              {numbers.map((number) => (
                <th key={number} scope="col">
                  Column {number + 1}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ line, cells }) => (
              <tr key={line}>
                <th scope="row" className="numeric">
                  {line}
                </th>
                {numbers.map((number) => (
                  <td key={number}>{shorten(cells[number] ?? "")}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

function shorten(cell: string): string {
  return cell.length > 60 ? `${cell.slice(0, 59)}…` : cell;
}
