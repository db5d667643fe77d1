"use client";

import { useEffect, useState } from "react";

/** A page that has not come by then was stopped, or is a file after all. */
const LONGEST_MS = 30_000;

/**
 * Says that the next page is on its way, once that takes longer than a moment: a list of a million rows may. Pages are loaded whole
 * (docs/decisions/0008), so that without a script the browser's own sign says the same. Files that are downloaded bring no page and no bar.
 */
export function LoadingBar() {
  const [isLoading, setLoading] = useState(false);
  useEffect(() => {
    let giveUp: ReturnType<typeof setTimeout> | undefined;
    const change = (begins: boolean) => {
      clearTimeout(giveUp);
      setLoading(begins);
      if (begins) giveUp = setTimeout(() => setLoading(false), LONGEST_MS);
    };
    const onClick = (event: MouseEvent) => bringsPage(event) && change(true);
    const onSubmit = (event: SubmitEvent) =>
      !event.defaultPrevented &&
      event.target instanceof HTMLFormElement &&
      event.target.method === "get" &&
      change(true);
    const onShow = () => change(false);
    window.addEventListener("click", onClick);
    window.addEventListener("submit", onSubmit);
    window.addEventListener("pageshow", onShow);
    return () => {
      clearTimeout(giveUp);
      window.removeEventListener("click", onClick);
      window.removeEventListener("submit", onSubmit);
      window.removeEventListener("pageshow", onShow);
    };
  }, []);
  return (
    <div aria-live="polite" className="no-print">
      {isLoading && (
        <div className="loading-bar">
          <span className="sr-only">Loading the next page…</span>
        </div>
      )}
    </div>
  );
}

/** Whether a click makes this very tab load another page of the portal. */
function bringsPage(event: MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented || link.target !== "" || link.origin !== window.location.origin) {
    return false;
  }
  const isHere = link.pathname === window.location.pathname && link.search === window.location.search;
  const isFile = link.hasAttribute("download") || /\.[a-z]+$/.test(link.pathname);
  return !isFile && !(isHere && link.hash !== "");
}
