"use client";

import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from "@simplewebauthn/browser";
import { useActionState } from "react";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";

const FAILED = "That did not work: it was called off, took too long, or was not a passkey of yours. Try again.";

/** Asks for a passkey, or for a recovery code, which also works without a script. Goes on to `next`. */
export function PresentPasskey({
  next,
  isWrong,
  begin,
  present,
  recover,
}: {
  next: string;
  isWrong: boolean;
  begin: () => Promise<{ data?: PublicKeyCredentialRequestOptionsJSON | null }>;
  present: (signed: { response: Record<string, unknown> & { id: string } }) => Promise<{ data?: boolean }>;
  recover: (form: FormData) => Promise<void>;
}) {
  const [problem, send] = useActionState(async () => {
    const optionsJSON = (await begin()).data;
    const response = optionsJSON && (await startAuthentication({ optionsJSON }).catch(() => null));
    if (!response || !(await present({ response: { ...response } })).data) return FAILED;
    // A whole new page: what was drawn before the session was confirmed must not stay.
    window.location.assign(next);
    return null;
  }, null);
  return (
    <div className="max-w-text space-y-10">
      <form action={send} className="space-y-4">
        <noscript>
          <p>A passkey needs JavaScript. Switch it on and load this page again, or type a recovery code below.</p>
        </noscript>
        <div role="status">
          {problem && (
            <Notice kind="caution" word="Not confirmed">
              <p>{problem}</p>
            </Notice>
          )}
        </div>
        <SubmitButton>Use my passkey</SubmitButton>
      </form>
      <form action={recover} className="space-y-4 border-t border-line pt-6">
        <input type="hidden" name="next" value={next} />
        <TextField
          name="code"
          label="Or a recovery code"
          hint="Sixteen letters and digits, such as ABCD-2345-EFGH-6789. Each works once."
          code
          width="medium"
          maxLength={40}
          error={isWrong ? "That is none of your recovery codes, or it was used already." : null}
          autoFocus={isWrong}
        />
        <SubmitButton variant="secondary">Use the recovery code</SubmitButton>
      </form>
      <p className="text-sm text-muted">
        Lost both? Ask whoever runs this portal to remove your passkeys. You then begin anew by mail.
      </p>
    </div>
  );
}
