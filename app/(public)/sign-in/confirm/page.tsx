import type { Metadata } from "next";
import { LinkButton } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";
import { confirmSignIn } from "@/server/auth/actions";
import { maskAddress } from "@/server/auth/mask-address";
import { safeNextPath } from "@/server/auth/next-path";
import { signInPath } from "@/server/auth/sign-in-notices";
import { loadConfirmView } from "@/server/auth/sign-in-view";
import { type SearchParams, SignInPage } from "../sign-in-page";

// The address of this page holds a secret for ten minutes. The portal's Referrer-Policy keeps it from other sites; "no-referrer" would
// also turn the form's Origin into "null", which the guard of every action refuses.
export const metadata: Metadata = { title: "Confirm that it is you", robots: "noindex" };

/** Where a mail's link leads. Looking is free, for people and for the programs that check mails; only the button spends the link. */
export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const asked = await searchParams;
  const token = typeof asked.token === "string" ? asked.token.slice(0, 200) : "";
  const next = safeNextPath(asked.next);
  const { email, goOn } = await loadConfirmView({ link: token });
  if (!email) {
    return (
      <SignInPage
        title="This link is no longer good"
        lead="It works once, and for ten minutes. Perhaps you have used it already."
      >
        <div className="flex flex-wrap gap-3">
          {goOn && <LinkButton href={next ?? goOn}>Go on, you are signed in</LinkButton>}
          <LinkButton href={signInPath({ next })} variant={goOn ? "secondary" : "primary"}>
            Ask for a new mail
          </LinkButton>
        </div>
      </SignInPage>
    );
  }
  return (
    <SignInPage
      title="One press, and you are in"
      lead={
        <>
          You are about to sign in as <strong className="break-words text-ink">{maskAddress(email)}</strong> on this
          device.
        </>
      }
      aside={
        <p>
          Did you not ask for this mail? Then close this page: nothing has happened, and the link runs out by itself.
        </p>
      }
    >
      <form action={confirmSignIn}>
        <input type="hidden" name="token" value={token} />
        {next && <input type="hidden" name="next" value={next} />}
        <SubmitButton size="large" className="w-full sm:w-auto">
          Sign in
        </SubmitButton>
      </form>
    </SignInPage>
  );
}
