import { Icon } from "./icon";

export type PagerTarget = { href: string; label: string };

/** The way to the page before and the page after, in a walk of several pages. */
export function Pager({ label, previous, next }: { label: string; previous?: PagerTarget; next?: PagerTarget }) {
  return (
    <nav aria-label={label} className="no-print mt-10 grid gap-px border-y border-line sm:grid-cols-2">
      {previous ? (
        <a href={previous.href} rel="prev" className="group py-4 text-accent">
          <span className="block text-sm text-muted">
            <Icon name="arrow-left" /> Before this
          </span>
          <span className="font-semibold group-hover:underline group-hover:underline-offset-4">{previous.label}</span>
        </a>
      ) : (
        <span className="hidden sm:block" />
      )}
      {next && (
        <a href={next.href} rel="next" className="group border-line py-4 text-accent max-sm:border-t sm:text-end">
          <span className="block text-sm text-muted">
            Next <Icon name="arrow-right" />
          </span>
          <span className="font-semibold group-hover:underline group-hover:underline-offset-4">{next.label}</span>
        </a>
      )}
    </nav>
  );
}
