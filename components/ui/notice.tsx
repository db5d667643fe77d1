import type { ReactNode } from "react";
import { joinClass } from "./join-class";
import { TONE_TEXT, TONE_WASH, type Tone, ToneShape } from "./tone-shape";

export type NoticeKind = "info" | "success" | "caution" | "warning";

const KINDS: Record<NoticeKind, { tone: Tone; word: string; edge: string }> = {
  info: { tone: "info", word: "Good to know", edge: "border-info" },
  success: { tone: "positive", word: "Done", edge: "border-positive" },
  caution: { tone: "caution", word: "Take care", edge: "border-caution" },
  warning: { tone: "danger", word: "Important", edge: "border-danger" },
};

/**
 * A remark set apart from the text. `word` replaces the kind's own word; `announce` makes it a status message for a result that
 * appears after an action.
 */
export function Notice({
  kind = "info",
  word,
  title,
  children,
  announce,
  className,
}: {
  kind?: NoticeKind;
  word?: string;
  title?: ReactNode;
  children?: ReactNode;
  announce?: boolean;
  className?: string;
}) {
  const { tone, word: ownWord, edge } = KINDS[kind];
  return (
    <div
      role={announce ? "status" : undefined}
      className={joinClass(
        "keep-together flex max-w-text gap-3.5 border-s-4 px-4 py-3.5 sm:px-5",
        edge,
        TONE_WASH[tone],
        className,
      )}
    >
      <ToneShape tone={tone} notice className={joinClass("mt-[0.2rem] size-5", TONE_TEXT[tone])} />
      <div className="min-w-0 flex-1">
        <p className={joinClass("text-sm font-semibold", TONE_TEXT[tone])}>{word ?? ownWord}</p>
        {title != null && <p className="font-semibold">{title}</p>}
        {children != null && <div className="mt-0.5 space-y-2">{children}</div>}
      </div>
    </div>
  );
}
