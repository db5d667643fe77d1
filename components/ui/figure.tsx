import type { ReactNode } from "react";

/** A drawing or screenshot with its numbered caption. The content itself must carry its title and description. */
export function Figure({ number, caption, children }: { number?: number; caption: ReactNode; children: ReactNode }) {
  return (
    <figure className="my-8 max-w-text">
      <div className="overflow-x-auto border border-line bg-surface [&>svg]:block [&>svg]:h-auto [&>svg]:w-full">
        {children}
      </div>
      <figcaption className="mt-2 text-sm text-muted">
        {number !== undefined && <strong className="text-ink">Figure {number}. </strong>}
        {caption}
      </figcaption>
    </figure>
  );
}
