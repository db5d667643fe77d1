import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Section } from "@/components/ui/section";
import { paths } from "@/lib/paths";
import type { QuestionsView } from "../queries";
import { MOST_QUESTIONS, writeQuestion } from "../rules";
import { QuestionForm } from "./question-form";
import { QuestionList, RemovedQuestions } from "./question-list";

/** What an offer asks along with a request. `editId` names the question whose form is open. */
export function QuestionsPage({
  at,
  view: { offer, standing, removed },
  editId,
}: {
  at: { course: string; offer: string };
  view: QuestionsView;
  editId: string | null;
}) {
  const listHref = paths.questions(at);
  const edited = standing.find(({ id }) => id === editId);
  return (
    <>
      <PageHeader
        title="Questions"
        kicker={offer.name}
        lead="Participants answer them when they request a code, and you read the answers beside each request. A change counts for requests that are made from then on."
      />
      {standing.length === 0 ? (
        <EmptyState title="This offer asks nothing">
          Participants request their code at one press. Add a question below if you need to know something before.
        </EmptyState>
      ) : (
        <QuestionList at={at} questions={standing} />
      )}
      {edited ? (
        <Section
          id="edit"
          title="Change the question"
          intro={
            edited.answers > 0
              ? "It has answers already. Another wording becomes a question of its own, and those answers stay with the old one."
              : undefined
          }
        >
          <QuestionForm
            key={edited.id}
            at={at}
            question={{ id: edited.id, version: edited.version }}
            initial={writeQuestion(edited)}
            listHref={listHref}
          />
        </Section>
      ) : (
        <Section id="add" title="Add a question">
          {standing.length < MOST_QUESTIONS ? (
            <QuestionForm at={at} listHref={listHref} />
          ) : (
            <p>An offer asks at most {MOST_QUESTIONS} questions. Take one out before you add another.</p>
          )}
        </Section>
      )}
      {removed.length > 0 && (
        <Section id="removed" title="Asked before" intro="Their answers stay beside the requests that they came with.">
          <RemovedQuestions at={at} questions={removed} />
        </Section>
      )}
    </>
  );
}
