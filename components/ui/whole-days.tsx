const DAY =
  /(\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) \d{4}\b,?)/;

/** A text whose days, such as "3 November 2026", do not break inside; behind one, before the time of day, it may break. */
export function WholeDays({ text }: { text: string }) {
  const parts = text.split(DAY);
  if (parts.length === 1) return text;
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text's pieces have no names, and are never reordered
      <span key={index} className="whitespace-nowrap">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
