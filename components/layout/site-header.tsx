import type { ReactNode } from "react";
import { joinClass } from "../ui/join-class";
import { WordMark } from "./word-mark";

/** How wide the content is; head and foot take the same, so that all begin at one edge. */
export type ShellWidth = keyof typeof SHELL_WIDTHS;
export const SHELL_WIDTHS = { narrow: "max-w-[34rem]", page: "max-w-page", wide: "max-w-wide" } as const;

export type NavItem = { href: string; label: string; current?: boolean };

/** The way past the header for those who travel by keyboard; seen only while it has the focus. */
function SkipLink() {
  return (
    <a
      href="#content"
      className="skip-link sr-only focus:not-sr-only focus:absolute focus:z-20 focus:m-2 focus:bg-accent focus:px-4 focus:py-2 focus:text-accent-ink"
    >
      Skip to the content
    </a>
  );
}

/** The head of every page: the name, the main ways, and who is signed in. */
export function SiteHeader({
  homeHref,
  nav = [],
  account,
  ribbon,
  width = "page",
}: {
  homeHref: string;
  nav?: readonly NavItem[];
  account?: ReactNode;
  ribbon?: ReactNode;
  width?: ShellWidth;
}) {
  return (
    <>
      <SkipLink />
      <header className="site-header border-t-4 border-b border-t-accent border-b-line bg-paper">
        {ribbon}
        <div
          className={joinClass(
            "mx-auto flex flex-wrap items-center gap-x-8 gap-y-1 px-4 py-2.5 sm:px-6 sm:py-3",
            SHELL_WIDTHS[width],
          )}
        >
          <a
            href={homeHref}
            aria-label="Bursar: home"
            className={joinClass("me-auto py-1", nav.length > 0 && "lg:me-0")}
          >
            <WordMark />
          </a>
          {nav.length > 0 && (
            <nav
              aria-label="Main"
              className="order-last -mx-2 flex w-full flex-wrap lg:order-none lg:me-auto lg:w-auto"
            >
              {nav.map(({ href, label, current }) => (
                <a
                  key={href}
                  href={href}
                  aria-current={current ? "page" : undefined}
                  className={joinClass(
                    "px-2 py-1.5 underline-offset-8 hover:underline",
                    current ? "font-semibold text-accent underline decoration-2" : "text-ink",
                  )}
                >
                  {label}
                </a>
              ))}
            </nav>
          )}
          {account}
        </div>
      </header>
    </>
  );
}
