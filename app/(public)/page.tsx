import type { Metadata } from "next";
import { AppShell } from "@/components/layout/app-shell";
import { TearOffDrawing } from "@/components/layout/tear-off-drawing";
import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";
import { HowItWorks } from "./how-it-works";

export const metadata: Metadata = { title: { absolute: "Bursar: your course’s cloud credit, one code each" } };

export default function LandingPage() {
  return (
    <AppShell
      homeHref={paths.landing}
      helpHref={paths.help}
      account={
        <a href={paths.help} className="link text-sm">
          Help
        </a>
      }
    >
      <div className="grid items-center gap-x-12 gap-y-8 md:grid-cols-[1.25fr_1fr]">
        <div>
          <h1 className="text-4xl">Your course’s cloud credit, one code for each of you</h1>
          <p className="mt-5 max-w-[34rem] text-lg text-muted">
            Bursar gives every participant of a course a credit code of their own and walks them through redeeming it,
            down to the warning that keeps a bill away.
          </p>
          <div className="mt-7 flex flex-wrap items-center gap-x-5 gap-y-3">
            <LinkButton href={paths.signIn} size="large">
              Sign in
            </LinkButton>
            <p className="max-w-64 text-sm text-muted">
              No password: use the e-mail address your course enrolled you with.
            </p>
          </div>
        </div>
        <TearOffDrawing className="mx-auto w-full max-w-72 md:max-w-none" />
      </div>

      <HowItWorks />
    </AppShell>
  );
}
