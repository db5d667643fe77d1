import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice-field";
import type { NewMessageView } from "@/features/messages/drafts/loaders";
import { invitedWords, stepWords } from "@/features/messages/rules";
import { type Audience, type Invited, type Step, writeAudience } from "@/features/messages/schema";
import { paths } from "@/lib/paths";

type Choices = NewMessageView["choices"];

/** Whom an invitation goes to, with the number of people of each choice. */
export function ChooseInvited({ course, choices, who }: { course: string; choices: Choices; who: Invited }) {
  return (
    <ul className="max-w-text space-y-2">
      {choices.map(({ audience, recipients }) => {
        const isChosen = audience.kind === "INVITATION" && audience.who === who;
        return (
          <li key={writeAudience(audience)}>
            <a
              className="link"
              aria-current={isChosen ? "true" : undefined}
              href={`${paths.newMessage(course)}?${writeAudience(audience)}`}
            >
              {isChosen ? <strong>{nameOf(audience)}</strong> : nameOf(audience)}
            </a>
            <span className="tabular text-muted"> ({recipients.toLocaleString("en")})</span>
          </li>
        );
      })}
    </ul>
  );
}

function nameOf(audience: Audience): string {
  return audience.kind === "INVITATION" ? invitedWords[audience.who] : "";
}

/** Whom a reminder goes to: those who have one of the checked steps still to do. */
export function ChooseSteps({
  course,
  choices,
  wanted,
}: {
  course: string;
  choices: Choices;
  wanted: readonly string[];
}) {
  return (
    <form method="get" action={paths.newMessage(course)} className="max-w-text space-y-3">
      <input type="hidden" name="kind" value="reminder" />
      <fieldset>
        <legend className="mb-1 font-semibold">Participants who</legend>
        {choices.map(({ audience, recipients }) => {
          const step = audience.kind === "REMINDER" ? (audience.wanted[0] as Step) : "request";
          return (
            <Checkbox
              key={step}
              id={`step-${step}`}
              name="step"
              value={step}
              optional
              label={`${stepWords[step]} (${recipients.toLocaleString("en")})`}
              defaultChecked={wanted.includes(step)}
            />
          );
        })}
      </fieldset>
      <Button type="submit" variant="secondary">
        Choose these
      </Button>
    </form>
  );
}
