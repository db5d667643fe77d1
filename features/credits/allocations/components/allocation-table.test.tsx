import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import type { AllocationRow } from "@/features/credits/allocations/queries";
import type { AllocationState } from "@/features/credits/rules";
import { AllocationTable } from "./allocation-table";

const at = { course: "brains", offer: "aws-credit" };
const row = (state: AllocationState) =>
  ({ id: state, name: state, email: "x@example.org", state, allocatedAt: new Date(0) }) as unknown as AllocationRow;

it("has a box for what is live and none for what has ended", () => {
  const rows = (["ALLOCATED", "REDEEMED", "REPLACED", "REVOKED", "RELEASED"] as const).map(row);
  const table = renderToStaticMarkup(
    <AllocationTable at={at} rows={rows} guide="aws" timeZone="Europe/Berlin" tickable />,
  );
  expect([...table.matchAll(/type="checkbox"[^>]*value="(\w+)"/g)].map(([, id]) => id)).toEqual([
    "ALLOCATED",
    "REDEEMED",
  ]);
});
