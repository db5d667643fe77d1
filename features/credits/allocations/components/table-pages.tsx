import { type Key, type TableWish, writeWish } from "@/features/credits/selections/rules";

/** First, previous, next and last page, by key. Nothing where there is one page only. */
export function TablePages({
  label,
  path,
  wish,
  previous,
  next,
}: {
  label: string;
  path: string;
  wish: TableWish;
  previous: Key | null;
  next: Key | null;
}) {
  const to = (place: TableWish["place"]) => path + writeWish({ ...wish, place });
  const pages = [
    { name: "First page", href: previous && to({ kind: "first" }) },
    { name: "Previous page", href: previous && to({ kind: "before", ...previous }), rel: "prev" },
    { name: "Next page", href: next && to({ kind: "after", ...next }), rel: "next" },
    { name: "Last page", href: next && to({ kind: "last" }) },
  ];
  return previous || next ? (
    <nav aria-label={label} className="no-print mt-6">
      <ul className="flex flex-wrap gap-x-6 gap-y-2">
        {pages.map(({ name, href, rel }) => (
          <li key={name}>
            {href ? (
              <a href={href} rel={rel} className="link inline-block py-1">
                {name}
              </a>
            ) : (
              <span className="inline-block py-1 text-muted">{name}</span>
            )}
          </li>
        ))}
      </ul>
    </nav>
  ) : null;
}
