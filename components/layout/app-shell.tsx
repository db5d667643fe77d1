import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "../ui/breadcrumbs";
import { joinClass } from "../ui/join-class";
import { SiteFooter } from "./site-footer";
import { type NavItem, SHELL_WIDTHS, SiteHeader } from "./site-header";

export type ShellPerson = { name: string; detail?: string };

export type AppShellProps = {
  homeHref: string;
  helpHref: string;
  nav?: readonly NavItem[];
  /** Who is signed in, with the form that signs out; `account` stands in their place for a visitor. */
  person?: ShellPerson;
  signOut?: ReactNode;
  account?: ReactNode;
  ribbon?: ReactNode;
  breadcrumbs?: readonly Crumb[];
  /** Room for tables; reading pages stay narrower. */
  wide?: boolean;
  children: ReactNode;
};

function Account({ person, signOut }: { person: ShellPerson; signOut?: ReactNode }) {
  return (
    <div className="no-print flex min-w-0 items-center gap-3 text-sm">
      <p className="max-w-36 truncate sm:max-w-none">
        <span className="sr-only">Signed in as </span>
        <span className="font-semibold">{person.name}</span>
        {person.detail && <span className="text-muted max-sm:hidden">, {person.detail}</span>}
      </p>
      {signOut}
    </div>
  );
}

/** The frame of every page of the portal. It knows no route and no person of its own: everything comes in by props. */
export function AppShell({
  homeHref,
  helpHref,
  nav,
  person,
  signOut,
  account,
  ribbon,
  breadcrumbs,
  wide,
  children,
}: AppShellProps) {
  const width = wide ? "wide" : "page";
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader
        homeHref={homeHref}
        nav={nav}
        ribbon={ribbon}
        width={width}
        account={person ? <Account person={person} signOut={signOut} /> : account}
      />
      <div className={joinClass("mx-auto w-full flex-1 px-4 pt-6 sm:px-6 sm:pt-10", SHELL_WIDTHS[width])}>
        {breadcrumbs && breadcrumbs.length > 0 && (
          <div className="mb-5 sm:mb-6">
            <Breadcrumbs items={breadcrumbs} />
          </div>
        )}
        <main id="content" tabIndex={-1}>
          {children}
        </main>
      </div>
      <SiteFooter helpHref={helpHref} width={width} />
    </div>
  );
}
