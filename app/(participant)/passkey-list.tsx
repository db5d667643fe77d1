import { SubmitButton } from "@/components/ui/submit-button";
import { formatInstantShort } from "@/lib/dates";
import { removePasskeyAction } from "@/server/auth/passkeys/actions";
import type { PasskeyRow } from "@/server/auth/passkeys/security-view";

/** A person's passkeys, each with the button that removes it. */
export function PasskeyList({ passkeys, isConfirmed }: { passkeys: readonly PasskeyRow[]; isConfirmed: boolean }) {
  if (passkeys.length === 0) {
    return <p>You have none yet.</p>;
  }
  return (
    <ul className="divide-y divide-line">
      {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2 py-3">
          <div className="min-w-0">
            <p className="font-semibold break-words">{name}</p>
            <p className="tabular text-sm text-muted">
              Added {formatInstantShort(createdAt, "UTC")} UTC,{" "}
              {lastUsedAt ? `last used ${formatInstantShort(lastUsedAt, "UTC")} UTC` : "not used yet"}
            </p>
          </div>
          {isConfirmed && (
            <form action={removePasskeyAction}>
              <input type="hidden" name="id" value={id} />
              <SubmitButton variant="secondary" size="small">
                Remove<span className="sr-only"> {name}</span>
              </SubmitButton>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}
