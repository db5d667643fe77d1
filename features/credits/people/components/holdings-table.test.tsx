import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { HoldingsTable } from "./holdings-table";

it("leads from an offer to the person's allocation of it, where there is one", () => {
  const step = { title: "Code given to you", state: "done" as const };
  const table = renderToStaticMarkup(
    <HoldingsTable
      at={{ course: "brains", email: "ada+1@example.org" }}
      timeZone="Europe/Berlin"
      offers={[
        { slug: "aws", name: "AWS", standing: "allocated", timeline: [{ ...step, at: new Date(0) }] },
        { slug: "gcp", name: "Google", standing: "open", timeline: [{ ...step, at: null }] },
      ]}
    />,
  );
  expect([...table.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    "/admin/courses/brains/offers/aws/allocations?q=ada%2B1%40example.org",
  ]);
});
