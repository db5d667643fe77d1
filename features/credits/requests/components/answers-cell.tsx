import type { AnswerView } from "@/features/credits/queries";

const SHORT = 240;

/** Somebody's answers in a table: a long one shows its beginning, and the whole at one press. */
export function AnswersCell({ answers }: { answers: readonly AnswerView[] }) {
  if (answers.length === 0) {
    return <span className="text-muted">None</span>;
  }
  return (
    <dl className="space-y-2 sm:max-w-96">
      {answers.map(({ id, question, text }) => (
        <div key={id}>
          <dt className="text-sm text-muted wrap-anywhere">{question}</dt>
          <dd className="wrap-anywhere whitespace-pre-line">
            {text.length <= SHORT ? (
              text
            ) : (
              <details>
                <summary className="cursor-pointer">{text.slice(0, SHORT).trim()}… (read all)</summary>
                <p className="mt-2 border-s-2 border-line ps-3">{text}</p>
              </details>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
