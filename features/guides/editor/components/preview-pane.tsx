"use client";

import { useEffect, useRef, useState } from "react";
import { Notice } from "@/components/ui/notice";
import { previewPageAction } from "../actions";
import type { PagePreview } from "../rules";

const PAUSE_MS = 700;

/** What participants will see. `first` comes with the page or with the button's answer; while one types, the server is asked anew after a pause. */
export function PreviewPane({ first }: { first: PagePreview }) {
  const [shown, setShown] = useState(first);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => setShown(first), [first]);
  useEffect(() => {
    const form = pane.current?.closest("form");
    let timer: ReturnType<typeof setTimeout>;
    let asked = 0;
    const ask = () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        asked += 1;
        const mine = asked;
        const answer = form && (await previewPageAction(new FormData(form) as never).catch(() => null));
        // An answer that was overtaken, or a dropped connection, leaves what stands there.
        if (answer?.data && mine === asked) setShown(answer.data);
      }, PAUSE_MS);
    };
    form?.addEventListener("input", ask);
    // What was typed before the script had arrived.
    const areas = [...(form?.querySelectorAll("textarea") ?? [])];
    if (areas.some((area) => area.value !== area.defaultValue)) ask();
    return () => {
      clearTimeout(timer);
      form?.removeEventListener("input", ask);
    };
  }, []);
  return (
    <section
      ref={pane}
      aria-label="Preview"
      className="mt-10 min-w-0 border-t-4 border-accent bg-surface p-5 lg:mt-0 lg:self-start"
    >
      <p className="text-sm text-muted">Preview</p>
      <h2 className="mt-1 text-2xl">{shown.title}</h2>
      <Html html={shown.lead} />
      <Html html={shown.rest} />
      {shown.notices.map((notice) => (
        <Notice key={`${notice.title}${notice.html}`} kind={notice.tone} title={notice.title} className="mt-6">
          <Html html={notice.html} />
        </Notice>
      ))}
      {shown.done !== "" && <p className="mt-6 text-sm text-muted">Button: “{shown.done}”</p>}
      {shown.problems.length > 0 && (
        <Notice kind="caution" title="To mend before it can be saved" className="mt-6">
          <ul className="list-disc ps-5">
            {shown.problems.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </Notice>
      )}
    </section>
  );
}

function Html({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised by lib/markdown on the server, whose property test holds it to that.
  return html === "" ? null : <div className="prose mt-4" dangerouslySetInnerHTML={{ __html: html }} />;
}
