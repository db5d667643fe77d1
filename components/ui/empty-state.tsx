import type { ReactNode } from "react";

/** Stands where a list would be. Says what is missing and what to do next; `action` is at most one button. */
export function EmptyState({
  title,
  children,
  action,
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="max-w-text border border-dashed border-line-strong px-5 py-8 sm:px-8">
      <p className="text-lg font-semibold">{title}</p>
      {children != null && <div className="mt-1 text-muted">{children}</div>}
      {action != null && action !== false && <div className="mt-5">{action}</div>}
    </div>
  );
}
