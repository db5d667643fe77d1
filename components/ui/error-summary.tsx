"use client";

import { useEffect, useRef } from "react";

export type SummaryError = { message: string; fieldId?: string };

/**
 * What is wrong with a form, above it, with a link to each field. Takes the focus whenever the server answers with errors; without a
 * script the autofocus attribute does that on loading. Renders nothing when there is no error. Pass
 * the array that came with the answer, not one built anew on every rendering, or the focus would be taken again each time.
 */
export function ErrorSummary({
  errors,
  title = "Please look at this again",
}: {
  errors: readonly SummaryError[];
  title?: string;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;

  return (
    // biome-ignore lint/a11y/noAutofocus: after a failed submission the summary is what the person has to read first
    <div ref={box} tabIndex={-1} autoFocus className="mb-8 border-2 border-danger bg-danger-wash px-5 py-4">
      <div role="alert">
        <h2 className="text-lg text-danger">{title}</h2>
        <ul className="mt-2 space-y-1">
          {errors.map(({ message, fieldId }) => (
            <li key={`${fieldId ?? ""}${message}`}>
              {fieldId ? (
                <a href={`#${fieldId}`} className="font-semibold text-danger underline underline-offset-4">
                  {message}
                </a>
              ) : (
                message
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
