import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { connection } from "next/server";
import { AppShell } from "@/components/layout/app-shell";
import { Ribbon } from "@/components/layout/ribbon";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { paths } from "@/lib/paths";
import { loadDemonstrationMails } from "@/server/auth/demonstration-mails";
import { loadSignInView } from "@/server/auth/sign-in-view";
import { KeptMail } from "./kept-mail";

export const metadata: Metadata = { title: "Mails of the demonstration", robots: "noindex" };

export default async function Page() {
  // Never from a cache: the mails carry links that sign somebody in.
  await connection();
  const [mails, { present }] = await Promise.all([loadDemonstrationMails(), loadSignInView()]);
  if (!mails) {
    notFound();
  }
  return (
    <AppShell
      homeHref={present ? present.goOn : paths.landing}
      helpHref={paths.help}
      person={present ? { name: present.email } : undefined}
      ribbon={<Ribbon>The people and codes are invented.</Ribbon>}
    >
      <PageHeader
        title="Mails"
        lead="The demonstration sends no mail. What people would have got is shown here, newest first, for everybody to read."
        actions={
          <LinkButton href={present ? present.goOn : paths.signIn} variant="secondary">
            {present ? "Go on" : "Sign in"}
          </LinkButton>
        }
      />
      {mails.length === 0 ? (
        <EmptyState title="No mail yet" action={<LinkButton href={paths.signIn}>Ask for a sign-in mail</LinkButton>}>
          A mail comes in a second or two after somebody asks to sign in, or gets a code. Load this page again to see
          it.
        </EmptyState>
      ) : (
        <ol className="space-y-6">
          {mails.map((mail) => (
            <li key={mail.id}>
              <KeptMail mail={mail} />
            </li>
          ))}
        </ol>
      )}
    </AppShell>
  );
}
