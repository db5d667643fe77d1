import { joinClass } from "../ui/join-class";
import { AppShell, type AppShellProps } from "./app-shell";
import { LoadingBar } from "./loading-bar";
import type { NavItem } from "./site-header";

/** The frame of the instructors' pages: AppShell with the sections of one course at the side, or in a row on a phone. */
export function AdminShell({
  sections,
  sectionsLabel,
  heading,
  children,
  ...shell
}: Omit<AppShellProps, "wide"> & { sections: readonly NavItem[]; sectionsLabel: string; heading?: string }) {
  return (
    <AppShell {...shell} wide>
      <LoadingBar />
      {sections.length === 0 ? (
        children
      ) : (
        <div className="print:block lg:grid lg:grid-cols-[12rem_minmax(0,1fr)] lg:gap-12">
          <nav aria-label={sectionsLabel} className="no-print mb-8 lg:mb-0">
            {heading && <p className="mb-2 hidden font-semibold lg:block">{heading}</p>}
            <ul className="flex flex-wrap gap-x-5 border-y border-line py-1 lg:block lg:border-y-0 lg:border-s lg:py-0">
              {sections.map(({ href, label, current }) => (
                <li key={href}>
                  <a
                    href={href}
                    aria-current={current ? "page" : undefined}
                    className={joinClass(
                      "block py-1.5 underline-offset-4 hover:underline lg:-ms-px lg:border-s-3 lg:ps-4",
                      current
                        ? "border-accent font-semibold text-accent max-lg:underline"
                        : "border-transparent text-ink",
                    )}
                  >
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="min-w-0">{children}</div>
        </div>
      )}
    </AppShell>
  );
}
