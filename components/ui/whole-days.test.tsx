import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { formatDay, formatInstantShort } from "@/lib/dates";
import { DataTable } from "./data-table";
import { DescriptionList } from "./description-list";
import { WholeDays } from "./whole-days";

const write = (text: string) => renderToStaticMarkup(<WholeDays text={text} />);
const whole = (text: string) => `<span class="whitespace-nowrap">${text}</span>`;

it("keeps each day of a text together, as the portal writes days, and leaves the rest as it is", () => {
  for (let month = 0; month < 12; month += 1) {
    const day = formatDay(new Date(Date.UTC(2026, month, 3)));
    expect(write(day)).toBe(whole(day));
  }
  expect(write(formatInstantShort(new Date("2026-11-23T13:05:00Z"), "Europe/Berlin"))).toBe(
    `${whole("23 November 2026,")} 14:05`,
  );
  expect(write("3 May 2026 to 14 May 2026")).toBe(`${whole("3 May 2026")} to ${whole("14 May 2026")}`);
  expect(write("100 codes <b>")).toBe("100 codes &lt;b&gt;");
});

it("is how tables and lists of facts write their texts", () => {
  const day = "3 November 2026";
  expect(
    renderToStaticMarkup(
      <DataTable
        id="days"
        caption="Days"
        rows={[day]}
        rowKey={(text) => text}
        columns={[{ key: "day", header: "Day", cell: (text) => text }]}
      />,
    ),
  ).toContain(whole(day));
  expect(renderToStaticMarkup(<DescriptionList items={[{ term: "Day", detail: day }]} />)).toContain(whole(day));
});
