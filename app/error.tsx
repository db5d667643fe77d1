"use client";

// Next asks for a client component here. It imports nothing, because its script is loaded with every page.
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  return (
    <main id="content" className="mx-auto max-w-text px-4 py-16 sm:px-6 sm:py-24">
      <title>Something went wrong · Bursar</title>
      <h1 className="text-3xl">Something went wrong on our side</h1>
      <p className="mt-4 text-lg text-muted">
        The page could not be made. Nothing that you had is lost: a code that was given to you is still yours, and
        asking again never costs a second one.
      </p>
      <p className="mt-7 flex flex-wrap gap-3">
        {/* This address is the very page, without its query: it works without a script, too. */}
        <a href="?" className="button button-primary">
          Try this page again
        </a>
        <a href="/courses" className="button button-secondary">
          Go to my courses
        </a>
      </p>
      {error.digest && (
        <p className="mt-10 border-t border-line pt-4 text-sm text-muted">
          If it happens again, tell the contact of your course and give this reference: <code>{error.digest}</code>
        </p>
      )}
    </main>
  );
}
