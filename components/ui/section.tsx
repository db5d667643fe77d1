import type { ReactNode } from "react";
import { joinClass } from "./join-class";

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
      <div className="min-w-0">{children}</div>
    </section>
  );
}
