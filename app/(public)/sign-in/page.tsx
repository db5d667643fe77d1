import type { Metadata } from "next";
import { safeNextPath } from "@/server/auth/next-path";
import { problemOf, resultOf, SIGN_IN_PROBLEMS } from "@/server/auth/sign-in-notices";
import { loadSignInView } from "@/server/auth/sign-in-view";
import { AddressForm } from "./address-form";
import { ArrivalNotices } from "./arrival-notices";
import { PeopleForm } from "./people-form";
import { PresentPanel } from "./present-panel";
import { ProviderForm } from "./provider-form";
import { type SearchParams, SignInPage } from "./sign-in-page";
import { WhichAddress } from "./which-address";

export const metadata: Metadata = { title: "Sign in" };

export default async function Page({ searchParams }: { searchParams: SearchParams }) {
  const asked = await searchParams;
  const next = safeNextPath(asked.next);
  const problem = problemOf(asked.problem);
  const result = resultOf(asked.done);
  const { present, typed, provider, people } = await loadSignInView();
  const addressProblem = problem === "address" ? SIGN_IN_PROBLEMS.address : null;
  return (
    <SignInPage
      title={present ? "You are signed in" : "Sign in"}
      lead={
        present ? null : "There is no password. We send you a mail with a link and a short code; either signs you in."
      }
      aside={present ? null : <WhichAddress />}
    >
      <ArrivalNotices problem={problem} result={result} />
      {present ? (
        <PresentPanel email={present.email} goOn={next ?? present.goOn} />
      ) : (
        <>
          <AddressForm typed={typed} error={addressProblem} next={next} />
          {provider && <ProviderForm provider={provider} next={next} />}
        </>
      )}
      {people && people.length > 0 && (
        <section className="mt-10">
          <h2 className="text-xl">{present ? "Step in as somebody else" : "Or step in as somebody invented"}</h2>
          <p className="mt-1 mb-4 text-muted">This is the demonstration: one press, and you are that person.</p>
          <PeopleForm people={people} next={next} />
        </section>
      )}
    </SignInPage>
  );
}
