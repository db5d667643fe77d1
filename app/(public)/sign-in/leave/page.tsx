import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { LinkButton } from "@/components/ui/button";
import { loadDepartureView } from "@/server/auth/provider-departure";
import { signInPath } from "@/server/auth/sign-in-notices";
import { SignInPage } from "../sign-in-page";

export const metadata: Metadata = { title: "On to your provider" };

/** Leads on to the provider by itself, with and without a script; the button is for whose browser does not. */
export default async function Page() {
  const departure = await loadDepartureView();
  if (!departure) {
    redirect(signInPath({ problem: "provider" }));
  }
  const { provider, to } = departure;
  return (
    <SignInPage title={`On to ${provider}`} lead="You sign in there, and come back here by yourself.">
      <meta httpEquiv="refresh" content={`0;url=${to}`} />
      <LinkButton href={to}>Go to {provider}</LinkButton>
    </SignInPage>
  );
}
