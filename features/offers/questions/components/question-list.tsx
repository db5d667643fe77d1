import { LinkButton } from "@/components/ui/button";
import { StatusBadge } from "@/components/ui/status-badge";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { paths } from "@/lib/paths";
import { moveQuestionAction, removeQuestionAction, restoreQuestionAction } from "../actions";
import type { QuestionAtDesk } from "../queries";

type At = { course: string; offer: string };

/** The questions that an offer asks now, in their order, and what can be done with each. */
export function QuestionList({ at, questions }: { at: At; questions: readonly QuestionAtDesk[] }) {
  return (
    <ol className="max-w-text border-t border-line">
      {questions.map((question, index) => (
        <li key={question.id} className="border-b border-line py-4">
          <QuestionWords question={question} number={index + 1} />
          <div className="mt-3 flex flex-wrap gap-2">
            <LinkButton size="small" variant="secondary" href={`${paths.questions(at)}?edit=${question.id}#edit`}>
              Change<span className="sr-only"> “{question.text}”</span>
            </LinkButton>
            {index > 0 && <MoveButton at={at} question={question} direction="up" />}
            {index < questions.length - 1 && <MoveButton at={at} question={question} direction="down" />}
            <PostForm action={removeQuestionAction} hidden={{ ...at, question: question.id }}>
              <SubmitButton size="small" variant="quiet">
                Take out<span className="sr-only"> “{question.text}”</span>
              </SubmitButton>
            </PostForm>
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The questions that an offer asked before. */
export function RemovedQuestions({ at, questions }: { at: At; questions: readonly QuestionAtDesk[] }) {
  return (
    <ul className="max-w-text border-t border-line">
      {questions.map((question) => (
        <li key={question.id} className="border-b border-line py-4">
          <QuestionWords question={question} />
          <PostForm action={restoreQuestionAction} hidden={{ ...at, question: question.id }} className="mt-3">
            <SubmitButton size="small" variant="secondary">
              Ask again<span className="sr-only"> “{question.text}”</span>
            </SubmitButton>
          </PostForm>
        </li>
      ))}
    </ul>
  );
}

function QuestionWords({
  question: { text, required, answers },
  number,
}: {
  question: QuestionAtDesk;
  number?: number;
}) {
  return (
    <>
      <p className="font-semibold wrap-anywhere">
        {number !== undefined && <span className="tabular">{number}. </span>}
        {text}
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <StatusBadge tone={required ? "info" : "neutral"}>{required ? "Required" : "Optional"}</StatusBadge>
        {answers === 1 ? "1 answer so far" : `${answers.toLocaleString("en")} answers so far`}
      </p>
    </>
  );
}

function MoveButton({ at, question, direction }: { at: At; question: QuestionAtDesk; direction: "up" | "down" }) {
  return (
    <PostForm action={moveQuestionAction} hidden={{ ...at, question: question.id, direction }}>
      <SubmitButton size="small" variant="secondary">
        Move {direction}
        <span className="sr-only"> “{question.text}”</span>
      </SubmitButton>
    </PostForm>
  );
}
