import type { ReactNode } from "react";
import { SiteFooter } from "./site-footer";
import { SiteHeader } from "./site-header";

/** A page with one thing to do, such as signing in. `aside` stands below a fine rule. */
export function NarrowPage({
  homeHref,
  helpHref,
  title,
  lead,
  ribbon,
  children,
  aside,
}: {
  homeHref: string;
  helpHref: string;
  title: ReactNode;
  lead?: ReactNode;
  ribbon?: ReactNode;
  children?: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader homeHref={homeHref} ribbon={ribbon} width="narrow" />
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[34rem] flex-1 px-4 pt-8 sm:px-6 sm:pt-16">
        <h1 className="text-3xl">{title}</h1>
        {lead != null && <p className="mt-3 text-lg text-muted">{lead}</p>}
        {children != null && <div className="mt-7">{children}</div>}
        {aside != null && <div className="mt-10 border-t border-line pt-5 text-sm text-muted">{aside}</div>}
      </main>
      <SiteFooter helpHref={helpHref} width="narrow" />
    </div>
  );
}
