import { Section } from "@/components/ui/section";
import { formatInstantShort } from "@/lib/dates";
import { LIMITS } from "@/lib/limit-table";
import type { ReachedLimit } from "../queries";

/** For administrators: what was done too often, and how often that happened. Nothing when nothing was. */
export function ReachedLimits({ reached }: { reached: readonly ReachedLimit[] }) {
  return (
    reached.length > 0 && (
      <Section
        title="Limits reached today"
        intro="Within the last 24 hours. A busy lecture hall is one network; the log names the requests."
      >
        <ul className="tabular space-y-2">
          {reached.map(({ limit, by, times, last }) => (
            <li key={`${limit} ${by}`}>
              {times === 1 ? "Once" : `${times.toLocaleString("en")} times`}{" "}
              {by === "account" ? "an account" : "a network"} made too many attempts at {LIMITS[limit].doing}, last on{" "}
              {formatInstantShort(last, "UTC")} UTC.
            </li>
          ))}
        </ul>
      </Section>
    )
  );
}
