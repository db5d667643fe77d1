"use client";

import { useActionState } from "react";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";

type Answer = { ok: true; value: string[] } | { ok: false; sentence: string } | null;

/** Makes recovery codes and shows them in the answer to this very press: they are nowhere else, and never shown again. */
export function RecoveryCodes({
  left,
  make,
}: {
  left: number;
  make: (earlier: Answer, form: FormData) => Promise<Answer>;
}) {
  const [made, send] = useActionState<Answer, FormData>(make, null);
  return (
    <form action={send} className="max-w-text space-y-4">
      <div role="status">
        {made?.ok && (
          <>
            <ul className="grid gap-2 font-mono sm:grid-cols-2">
              {made.value.map((code) => (
                <li key={code}>{code}</li>
              ))}
            </ul>
            <p className="mt-3">Print them or write them down now: they are gone when you leave or reload the page.</p>
          </>
        )}
        {made && !made.ok && (
          <Notice kind="caution" word="Not made">
            <p>{made.sentence}</p>
          </Notice>
        )}
      </div>
      {!made?.ok && (
        <>
          <p>
            {left === 0
              ? "You have none."
              : `${left} of your codes ${left === 1 ? "is" : "are"} left. New ones take their place.`}
          </p>
          <SubmitButton variant="secondary">Make ten new codes</SubmitButton>
        </>
      )}
    </form>
  );
}
