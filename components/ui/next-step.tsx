import type { ReactNode } from "react";
import { joinClass } from "./join-class";

/**
 * The panel at the head of a participant's page: what state am I in, and what do I do next. `status` is a StatusBadge, `actions` at most
 * one primary button and one other. It is placed first, so that a phone shows it without scrolling.
 */
export function NextStep({
  status,
  title,
  children,
  actions,
  className,
}: {
  status?: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
}) {
  return (
    <section
      className={joinClass(
        "keep-together border border-line border-t-4 border-t-accent bg-surface px-5 pt-5 pb-6 sm:px-8 sm:pt-7 sm:pb-8",
        className,
      )}
    >
      {status != null && <div className="mb-3">{status}</div>}
      <h2 className="text-2xl">{title}</h2>
      {children != null && <div className="mt-2 max-w-text space-y-3">{children}</div>}
      {actions != null && <div className="no-print mt-5 flex flex-wrap items-center gap-3">{actions}</div>}
    </section>
  );
}
