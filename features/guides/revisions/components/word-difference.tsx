import type { FieldDifference } from "../rules";

/** The parts of a text that differ: struck out what went, underlined what came, each with a word for those who only hear it. */
export function WordDifference({ fields }: { fields: readonly FieldDifference[] }) {
  return (
    <dl className="max-w-text space-y-4">
      {fields.map(({ label, parts }) => (
        <div key={label}>
          <dt className="text-sm font-semibold text-muted">{label}</dt>
          <dd className="mt-1 border-s-2 border-line ps-4 whitespace-pre-wrap wrap-anywhere">
            {parts.map(({ text, change }, index) => {
              // A part has no other name than its place: the list is made anew as a whole.
              const key = `${change}${index}`;
              if (change === "same") return <span key={key}>{text}</span>;
              return change === "added" ? (
                <ins key={key} className="bg-positive-wash text-positive underline decoration-2 underline-offset-2">
                  <span className="sr-only"> [added: </span>
                  {text}
                  <span className="sr-only">] </span>
                </ins>
              ) : (
                <del key={key} className="bg-danger-wash text-danger">
                  <span className="sr-only"> [taken out: </span>
                  {text}
                  <span className="sr-only">] </span>
                </del>
              );
            })}
          </dd>
        </div>
      ))}
    </dl>
  );
}
