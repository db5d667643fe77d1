"use client";

import { useEffect, useState } from "react";

/**
 * Copies the text of the element with the id `fromId`, or `text`. Prefer `fromId`: the text is then in the page once. Where the
 * clipboard is not open to us (plain http), it selects the text and says which keys copy it. Absent without a script.
 */
export function CopyButton({
  fromId,
  text,
  label = "Copy",
  copiedLabel = "Copied",
  variant = "secondary",
  size = "medium",
}: {
  fromId?: string;
  text?: string;
  label?: string;
  copiedLabel?: string;
  variant?: "primary" | "secondary" | "quiet";
  size?: "small" | "medium" | "large";
}) {
  const [ready, setReady] = useState(false);
  const [said, setSaid] = useState("");
  useEffect(() => setReady(true), []);

  async function copy() {
    const source = fromId ? document.getElementById(fromId) : null;
    try {
      await navigator.clipboard.writeText(text ?? source?.textContent?.trim() ?? "");
      setSaid(copiedLabel);
      setTimeout(() => setSaid(""), 4000);
    } catch {
      if (source) getSelection()?.selectAllChildren(source);
      setSaid("Selected: now press Ctrl and C, or ⌘ and C");
    }
  }

  return (
    <span
      className={`needs-script no-print inline-flex flex-wrap items-center gap-y-3 ${ready ? "" : "awaits-script"}`}
    >
      <button type="button" className={`button button-${variant} button-${size}`} onClick={copy}>
        {label}
      </button>
      <span role="status" className="ms-3 text-sm font-semibold text-positive empty:ms-0">
        {said}
      </span>
    </span>
  );
}
