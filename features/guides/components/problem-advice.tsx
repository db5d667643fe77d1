import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { CodeProblem, ProblemVerdict } from "@/content/guides/types";
import { MarkdownBlock } from "@/features/guides/components/markdown-block";
import { fillMarkdown, type GuideFacts } from "@/features/guides/rules";
import { paths } from "@/lib/paths";

const VERDICTS: Record<ProblemVerdict, { kind: "info" | "caution"; word: string; title: string }> = {
  "bad-code": { kind: "caution", word: "What this means", title: "The code itself may be at fault" },
  "try-again-first": { kind: "info", word: "What this means", title: "Try once more first" },
  "code-is-good": { kind: "info", word: "What this means", title: "Your code is still good" },
  "no-access": { kind: "info", word: "What this means", title: "Your code was never tried, and it is still good" },
};

/** What a cause means and what to do. `report` is the form, and is shown only where a report can follow. */
export function ProblemAdvice({
  problem,
  facts,
  course,
  offer,
  report,
}: {
  problem: CodeProblem;
  facts: GuideFacts;
  course: string;
  offer: string;
  report: ReactNode;
}) {
  const { kind, word, title } = VERDICTS[problem.verdict];
  return (
    <div className="max-w-text space-y-6">
      <p>
        You see: <q className="font-semibold">{problem.says}</q>
      </p>
      <Notice kind={kind} word={word} title={title}>
        <MarkdownBlock text={fillMarkdown({ text: problem.advice, facts })} className="prose" />
      </Notice>
      {problem.confirm !== undefined && report}
      <p className="no-print flex flex-wrap items-center gap-3">
        <LinkButton href={paths.code({ course, offer })} variant="secondary">
          Back to my code
        </LinkButton>
        <a href={paths.codeProblem({ course, offer })} className="link">
          I see something else
        </a>
      </p>
    </div>
  );
}
