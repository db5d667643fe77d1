import type { ReactNode } from "react";

/** A line across the head of every page, for what a visitor must not overlook: that this is a demonstration. */
export function Ribbon({ label = "Demonstration", children }: { label?: string; children: ReactNode }) {
  return (
    <aside aria-label={label} className="no-print border-b border-caution/40 bg-caution-wash text-sm">
      <p className="mx-auto max-w-page px-4 py-1.5 text-center sm:px-6">
        <strong className="me-2 text-caution">{label}</strong>
        <span>{children}</span>
      </p>
    </aside>
  );
}
