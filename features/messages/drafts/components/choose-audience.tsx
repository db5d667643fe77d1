import { Checkbox, RadioGroup } from "@/components/ui/choice-field";
import type { AudienceBoxes } from "@/features/messages/drafts/rules";

/**
 * Whom an invitation or a reminder goes to. The boxes are part of the form that has the words, so that choosing others loses none of them.
 * `sent` has what the form sent last, if it did.
 */
export function ChooseAudience({ boxes, sent }: { boxes: AudienceBoxes; sent: Record<string, string> | null }) {
  if (boxes.kind === "who") {
    const chosen = sent?.who ?? boxes.chosen;
    return <RadioGroup key={chosen} name="who" label="To whom" choices={boxes.choices} defaultValue={chosen} />;
  }
  return (
    <fieldset className="max-w-text">
      <legend className="mb-1 font-semibold">To participants who</legend>
      <input type="hidden" name="boxes" value="on" />
      {boxes.choices.map(({ name, label, isTicked }) => {
        const ticked = sent ? sent[name] !== undefined : isTicked;
        return (
          <Checkbox
            key={`${name} ${ticked}`}
            name={name}
            id={`step-${name}`}
            optional
            label={label}
            defaultChecked={ticked}
          />
        );
      })}
    </fieldset>
  );
}
