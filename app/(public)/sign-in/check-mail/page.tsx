import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { paths } from "@/lib/paths";
import { typeSignInCode } from "@/server/auth/actions";
import { problemOf, SIGN_IN_PROBLEMS, signInPath } from "@/server/auth/sign-in-notices";
import { loadCheckMailView } from "@/server/auth/sign-in-view";
import { type SearchParams, SignInPage } from "../sign-in-page";

export const metadata: Metadata = { title: "Check your mail" };

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const view = await loadCheckMailView();
  if (!view) {
    redirect(signInPath({ problem: "waited" }));
  }
  const isWrong = problemOf((await searchParams).problem) === "code";
  return (
    <SignInPage
      title="Check your mail"
      lead={
        <>
          If this address is enrolled, a mail is on its way to{" "}
          <strong className="break-words text-ink">{view.email}</strong>.
        </>
      }
      aside={
        <ul className="space-y-2">
          <li>Nothing after two minutes? Look in the folder for unwanted mail.</li>
          <li>
            <a href={paths.signIn} className="link">
              Use another address, or ask for a new mail
            </a>
            . After five mails in an hour the next ones come ten minutes apart; the newest link works.
          </li>
        </ul>
      }
    >
      <p>Open the link in the mail, or type its code here. Both are good for ten minutes.</p>
      <form action={typeSignInCode} className="mt-6 space-y-4">
        <TextField
          name="code"
          label="Code from the mail"
          hint="Eight letters and digits, such as ABCD-2345."
          code
          width="short"
          maxLength={20}
          autoComplete="one-time-code"
          autoCapitalize="characters"
          error={isWrong ? SIGN_IN_PROBLEMS.code : null}
          autoFocus={isWrong}
        />
        <SubmitButton size="large" className="w-full sm:w-auto">
          Sign in
        </SubmitButton>
      </form>
    </SignInPage>
  );
}
