"use client";

import "./globals.css";

// Stands in for the root layout when that itself fails, so it brings its own html element.
export default function GlobalErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body>
        <main className="mx-auto max-w-text px-4 py-16 sm:px-6 sm:py-24">
          <title>Bursar is not available</title>
          <h1 className="text-3xl">Bursar cannot answer at the moment</h1>
          <p className="mt-4 text-lg text-muted">
            Please try again in a few minutes. A code that was given to you is still yours; nothing is lost.
          </p>
          <p className="mt-7">
            <a href="?" className="button button-primary">
              Try again
            </a>
          </p>
          {error.digest && <p className="mt-10 text-sm text-muted">Reference: {error.digest}</p>}
        </main>
      </body>
    </html>
  );
}
