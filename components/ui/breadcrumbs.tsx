export type Crumb = { label: string; href?: string };

/** The way down to this page. The last entry is the page itself and needs no address. */
export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  return (
    <nav aria-label="Where you are" className="no-print text-sm">
      <ol className="flex flex-wrap gap-x-2 gap-y-1">
        {items.map(({ label, href }, index) => {
          const last = index === items.length - 1;
          return (
            <li key={`${href ?? ""}${label}`} className="flex min-w-0 items-baseline gap-2">
              {href && !last ? (
                <a href={href} className="link">
                  {label}
                </a>
              ) : (
                <span aria-current={last ? "page" : undefined} className="text-muted">
                  {label}
                </span>
              )}
              {!last && (
                <span aria-hidden="true" className="text-line-strong">
                  /
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
