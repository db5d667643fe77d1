import type { Metadata } from "next";
import { AddPasskey } from "@/components/ui/add-passkey";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { RecoveryCodes } from "@/components/ui/recovery-codes";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { paths } from "@/lib/paths";
import { signOutEverywhere } from "@/server/auth/actions";
import { addPasskeyAction, beginPasskeyAction, makeRecoveryCodesAction } from "@/server/auth/passkeys/actions";
import { loadSecurityView } from "@/server/auth/passkeys/security-view";
import { ConfirmFirst } from "../confirm-first";
import { PasskeyList } from "../passkey-list";
import { DoneNotice } from "../security-done";

export const metadata: Metadata = { title: "Security" };

type Props = { searchParams: Promise<{ done?: string | string[] }> };

export default async function SecurityPage({ searchParams }: Props) {
  const { done } = await searchParams;
  const { passkeys, recoveryCodes, isConfirmed, isDue, isPossible } = await loadSecurityView();
  return (
    <>
      <DoneNotice done={done} />
      <PageHeader title="Security" lead="How you prove that it is you, beyond the mail that signs you in." />
      {isDue && (
        <Notice kind="caution" title="This portal asks its staff for a passkey">
          <p>Add one below. Until then you see nothing of the courses that you look after.</p>
        </Notice>
      )}
      <Section
        title="Passkeys"
        intro="A passkey is a key that your device keeps for this portal: to use it, the device asks for your finger, face or PIN. We keep only what tells that it was yours."
      >
        <PasskeyList passkeys={passkeys} isConfirmed={isConfirmed} />
        {!isPossible && <p>This portal has no name on https yet, and browsers make passkeys for no other.</p>}
        {isPossible &&
          (isConfirmed ? (
            <AddPasskey doneHref={`${paths.security}?done=added`} begin={beginPasskeyAction} add={addPasskeyAction} />
          ) : (
            <ConfirmFirst />
          ))}
      </Section>
      {passkeys.length > 0 && (
        <Section title="Recovery codes" intro="For the day on which you have lost your device. Each works once.">
          {isConfirmed ? <RecoveryCodes left={recoveryCodes} make={makeRecoveryCodesAction} /> : <ConfirmFirst />}
        </Section>
      )}
      <Section
        title="Signed in"
        intro="Ends every session of yours at once, also on devices that you do not have any more."
      >
        <form action={signOutEverywhere}>
          <SubmitButton variant="secondary">Sign out everywhere</SubmitButton>
        </form>
      </Section>
    </>
  );
}
