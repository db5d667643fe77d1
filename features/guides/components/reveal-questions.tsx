import type { Guide } from "@/content/guides/types";
import { MarkdownBlock } from "@/features/guides/components/markdown-block";
import { fillMarkdown, type GuideFacts, linkNames, nameLinks } from "@/features/guides/rules";

/**
 * What to think of before a code is shown. Each answer brings its advice by style alone, without a script; nothing is sent, nothing
 * is kept, and nothing is in the way of going on.
 */
export function RevealQuestions({
  guide,
  facts,
  course,
  offer,
}: {
  guide: Guide;
  facts: GuideFacts;
  course: string;
  offer: string;
}) {
  const links = nameLinks({ guide, course, offer });
  return (
    <div className="max-w-text space-y-9">
      {guide.beforeYouReveal.map((question) => (
        <fieldset key={question.slug} className="keep-together">
          <legend className="text-lg font-semibold">{question.question}</legend>
          <MarkdownBlock text={fillMarkdown({ text: question.why, facts })} className="mt-1 mb-2 text-muted" />
          {question.answers.map((answer) => {
            const id = `${question.slug}-${answer.slug}`;
            return (
              <div key={answer.slug} className="group">
                <label className="flex cursor-pointer gap-3 py-2">
                  <input
                    type="radio"
                    name={question.slug}
                    value={answer.slug}
                    aria-describedby={id}
                    className="choice"
                  />
                  {answer.label}
                </label>
                <div
                  id={id}
                  className={`my-1 hidden border-s-4 px-4 py-2.5 group-has-checked:block sm:ms-9 ${
                    answer.ready ? "border-positive bg-positive-wash" : "border-caution bg-caution-wash"
                  }`}
                >
                  <p className={`text-sm font-semibold ${answer.ready ? "text-positive" : "text-caution"}`}>
                    {answer.ready ? "You are ready" : "Better wait with it"}
                  </p>
                  <MarkdownBlock
                    text={linkNames({ text: fillMarkdown({ text: answer.advice, facts }), links })}
                    className="prose"
                  />
                </div>
              </div>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
