import type { ReactNode } from "react";
import { DemonstrationRibbon } from "@/app/(public)/demonstration-ribbon";
import { AppShell } from "@/components/layout/app-shell";
import { SubmitButton } from "@/components/ui/submit-button";
import { paths } from "@/lib/paths";
import { signOut } from "@/server/auth/actions";
import { readSession } from "@/server/auth/session";

/** The frame of the participant's pages. It reads the cookie for a name and proves nothing: each page does that itself. */
export default async function ParticipantLayout({ children }: { children: ReactNode }) {
  const session = await readSession();
  return (
    <AppShell
      homeHref={paths.courses}
      helpHref={paths.help}
      ribbon={<DemonstrationRibbon />}
      person={session ? { name: session.name || session.email } : undefined}
      signOut={
        <form action={signOut}>
          <SubmitButton variant="quiet" size="small">
            Sign out
          </SubmitButton>
        </form>
      }
    >
      {children}
    </AppShell>
  );
}
