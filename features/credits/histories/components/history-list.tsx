import type { HistoryLine } from "@/features/credits/histories/rules";
import { formatInstantShort } from "@/lib/dates";

/** What happened, with when and who, oldest first. */
export function HistoryList({ lines, timeZone }: { lines: readonly HistoryLine[]; timeZone: string }) {
  return (
    <ol aria-label="History" className="max-w-text border-t border-line">
      {lines.map(({ at, text, by }) => (
        <li
          key={`${at.toISOString()} ${text}`}
          className="border-b border-line py-2.5 sm:grid sm:grid-cols-[11rem_1fr] sm:gap-6"
        >
          <time dateTime={at.toISOString()} className="tabular block text-sm text-muted sm:leading-[1.8]">
            {formatInstantShort(at, timeZone)}
          </time>
          <div className="min-w-0 break-words">
            {text}
            {by && <span className="block text-sm text-muted">by {by}</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
