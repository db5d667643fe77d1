import { Button } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice-field";
import type { Guide } from "@/content/guides/types";
import { paths } from "@/lib/paths";

/** "What do you see?" A form that only asks (GET): choosing a cause reports nothing. */
export function ProblemChoice({ guide, course, offer }: { guide: Guide; course: string; offer: string }) {
  return (
    <form method="get" action={paths.codeProblem({ course, offer })} className="space-y-6">
      <RadioGroup
        name="cause"
        label={`What does ${guide.provider.name} say?`}
        hint="Choose the words that come nearest. Nothing is reported yet."
        choices={guide.problems.map(({ slug, says }) => ({ value: slug, label: says }))}
      />
      <Button type="submit">Show me what it means</Button>
    </form>
  );
}
