import type { ReactNode } from "react";
import { joinClass } from "./join-class";

/** Beside its heading a ruled list needs no rule of its own at its head: the section's is a line above it. */
const BESIDE = "lg:[&>dl]:border-t-0 lg:[&>ul]:border-t-0 lg:[&>dl>div:first-child]:pt-0 lg:[&>ul>li:first-child]:pt-0";

/**
 * A part of a page under a fine rule. On wide screens its heading hangs in a column of its own, as in a printed leaflet; `stacked` keeps
 * it above, for tables and other content that needs the width.
 */
export function Section({
  title,
  intro,
  children,
  stacked,
  id,
  className,
}: {
  title: ReactNode;
  intro?: ReactNode;
  children: ReactNode;
  stacked?: boolean;
  id?: string;
  className?: string;
}) {
  return (
    <section
      id={id}
      className={joinClass(
        "mt-10 border-t border-line pt-5 sm:mt-12",
        !stacked && "lg:grid lg:grid-cols-[15rem_1fr] lg:gap-10",
        className,
      )}
    >
      <div className="mb-4 max-w-text lg:mb-5">
        <h2 className="text-xl">{title}</h2>
        {intro != null && <p className="mt-1 text-muted">{intro}</p>}
      </div>
      <div className={joinClass("min-w-0", !stacked && BESIDE)}>{children}</div>
    </section>
  );
}
