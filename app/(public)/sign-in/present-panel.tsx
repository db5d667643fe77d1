import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { signOut, signOutEverywhere } from "@/server/auth/actions";

/** For somebody who is signed in already: on, or out. */
export function PresentPanel({ email, goOn }: { email: string; goOn: string }) {
  return (
    <div className="border border-t-4 border-line border-t-accent bg-surface px-5 py-5 sm:px-7 sm:py-6">
      <p>
        As <strong className="break-words">{email}</strong>.
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-3">
        <LinkButton href={goOn}>Go on</LinkButton>
        <form action={signOut}>
          <SubmitButton variant="secondary">Sign out</SubmitButton>
        </form>
      </div>
      <form action={signOutEverywhere} className="mt-5 flex flex-wrap items-center gap-x-4 border-t border-line pt-3">
        <p className="text-sm text-muted">Lost a device, or left a shared one?</p>
        <SubmitButton variant="quiet" size="small">
          Sign out everywhere
        </SubmitButton>
      </form>
    </div>
  );
}
