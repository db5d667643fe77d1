"use client";

import { type PublicKeyCredentialCreationOptionsJSON, startRegistration } from "@simplewebauthn/browser";
import { useRouter } from "next/navigation";
import { useActionState } from "react";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";

type Refused = { ok: false; sentence: string };
type Answer<Value> = Promise<{ data?: { ok: true; value: Value } | Refused }>;

const CANCELLED = "Your device made no passkey: it was called off, took too long, or has one for this portal already.";

/** Has the device make a passkey and hands its public half to the portal; goes on to `doneHref`. Needs a script: the browser offers no other way. */
export function AddPasskey({
  doneHref,
  begin,
  add,
}: {
  doneHref: string;
  begin: () => Answer<PublicKeyCredentialCreationOptionsJSON>;
  add: (made: { name: string; response: Record<string, unknown> & { id: string } }) => Answer<null>;
}) {
  const router = useRouter();
  const [problem, send] = useActionState(async (_: string | null, form: FormData) => {
    const begun = (await begin()).data;
    if (!begun?.ok) return begun?.sentence ?? CANCELLED;
    const response = await startRegistration({ optionsJSON: begun.value }).catch(() => null);
    if (!response) return CANCELLED;
    const added = (await add({ name: String(form.get("name") ?? ""), response: { ...response } })).data;
    if (!added?.ok) return added?.sentence ?? CANCELLED;
    router.replace(doneHref);
    return null;
  }, null);
  return (
    <form action={send} className="mt-5 max-w-text space-y-4">
      <noscript>
        <p>Adding a passkey needs JavaScript. Switch it on for this page and load it again.</p>
      </noscript>
      <div role="status">
        {problem && (
          <Notice kind="caution" word="Not added">
            <p>{problem}</p>
          </Notice>
        )}
      </div>
      <TextField
        name="name"
        label="Name"
        hint="So that you know it again, such as “my telephone”."
        maxLength={60}
        width="medium"
        optional
      />
      <SubmitButton>Add a passkey</SubmitButton>
    </form>
  );
}
