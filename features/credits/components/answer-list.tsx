import type { AnswerView } from "@/features/credits/queries";

/** What somebody answered to an offer's questions, each below the words in which it was asked. */
export function AnswerList({ answers }: { answers: readonly AnswerView[] }) {
  return (
    <dl className="max-w-text space-y-3">
      {answers.map(({ id, question, text }) => (
        <div key={id}>
          <dt className="text-sm text-muted wrap-anywhere">{question}</dt>
          <dd className="whitespace-pre-line wrap-anywhere">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
