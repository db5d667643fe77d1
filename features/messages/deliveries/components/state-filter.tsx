import { stateWords } from "@/features/messages/rules";
import { type DeliveryState, deliveryStates } from "@/features/messages/schema";
import { paths } from "@/lib/paths";

/** Narrows the mails of a message down to those of one state; the choice is in the address. */
export function StateFilter({
  at,
  counts,
  state,
}: {
  at: { course: string; message: string };
  counts: Record<DeliveryState, number>;
  state?: DeliveryState;
}) {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const shown = deliveryStates.filter((each) => counts[each] > 0 || each === state);
  const choices = [
    { value: undefined, label: "All", count: total },
    ...shown.map((each) => ({ value: each, label: stateWords[each], count: counts[each] })),
  ];
  return (
    <nav aria-label="Mails by state" className="mb-4">
      <ul className="flex flex-wrap gap-x-5 gap-y-2">
        {choices.map(({ value, label, count }) => (
          <li key={label}>
            <a
              className="link tabular"
              aria-current={value === state ? "true" : undefined}
              href={value ? `${paths.message(at)}?state=${value.toLowerCase()}` : paths.message(at)}
            >
              {value === state ? <strong>{label}</strong> : label} ({count.toLocaleString("en")})
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
