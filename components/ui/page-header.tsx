import type { ReactNode } from "react";

/** The head of a page: its one h1, a line above it for what it belongs to, a lead, and actions at the side. */
export function PageHeader({
  title,
  kicker,
  lead,
  status,
  actions,
}: {
  title: ReactNode;
  kicker?: ReactNode;
  lead?: ReactNode;
  status?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-8 flex flex-wrap items-end justify-between gap-x-8 gap-y-4">
      <div className="max-w-text min-w-0">
        {kicker != null && <p className="mb-1 text-muted">{kicker}</p>}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="text-3xl">{title}</h1>
          {status}
        </div>
        {lead != null && <p className="mt-3 text-lg text-muted">{lead}</p>}
      </div>
      {actions != null && actions !== false && <div className="no-print flex flex-wrap gap-3">{actions}</div>}
    </header>
  );
}
