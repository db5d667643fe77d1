import type { ReactNode } from "react";
import { joinClass } from "./join-class";

/**
 * A thing among others of its kind. With `href` its title is a link whose target is the whole card (so put no other link inside).
 * `status` stands beside the title, `footer` below a rule.
 */
export function Card({
  title,
  href,
  status,
  children,
  footer,
  headingLevel = 2,
  className,
}: {
  title: ReactNode;
  href?: string;
  status?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  headingLevel?: 2 | 3;
  className?: string;
}) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <article
      className={joinClass(
        "keep-together relative flex flex-col rounded-md border border-line bg-surface px-5 py-4 sm:px-6 sm:py-5",
        href && "hover:border-accent",
        className,
      )}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <Heading className="text-lg">
          {href ? (
            <a
              href={href}
              className="text-accent after:absolute after:inset-0 hover:underline hover:underline-offset-4"
            >
              {title}
            </a>
          ) : (
            title
          )}
        </Heading>
        {status}
      </div>
      {children != null && <div className="mt-2 flex-1">{children}</div>}
      {footer != null && <div className="mt-4 border-t border-line pt-3 text-sm text-muted">{footer}</div>}
    </article>
  );
}
