"use client";

import { useActionState } from "react";
import { CodeText } from "@/components/ui/code-text";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { showCodeAction } from "@/features/credits/disclosures/actions";

type Answer = Awaited<ReturnType<typeof showCodeAction>>;

/** Asks for the code of an allocation, and shows it in the answer to this very press: the page itself has none, nor its address. */
export function ShowCodeForm({ at, allocationId }: { at: { course: string; offer: string }; allocationId: string }) {
  const [answer, show] = useActionState<Answer, FormData>(showCodeAction, {});
  const shown = answer.data;
  return (
    <form action={show} className="max-w-text space-y-4">
      {Object.entries({ ...at, allocationId }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div role="status">
        {shown?.ok && (
          <>
            <CodeText large>{shown.value.code}</CodeText>
            {shown.value.link && <p className="mt-3 break-all">{shown.value.link}</p>}
            <p className="mt-2 text-sm text-muted">This was recorded. It is gone when you leave or reload the page.</p>
          </>
        )}
        {shown && !shown.ok && (
          <Notice kind="caution" word="Not shown">
            <p>{shown.sentence}</p>
          </Notice>
        )}
      </div>
      {!shown?.ok && (
        <SubmitButton variant="secondary" pendingLabel="One moment…">
          Show me the code
        </SubmitButton>
      )}
    </form>
  );
}
