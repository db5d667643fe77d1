import type { ReactNode } from "react";

/** A page outside every frame: the name, and what there is to say. Few elements, for Next sends such pages along with others. */
export function BarePage({ homeHref, children }: { homeHref: string; children: ReactNode }) {
  return (
    <div className="border-t-4 border-accent">
      <main id="content" className="mx-auto max-w-text px-4 py-6 sm:px-6 sm:py-8">
        <p className="mb-10 text-xl font-bold tracking-[-0.02em] sm:mb-16">
          <a href={homeHref} className="hover:underline hover:underline-offset-4">
            Bursar
          </a>
        </p>
        {children}
      </main>
    </div>
  );
}
