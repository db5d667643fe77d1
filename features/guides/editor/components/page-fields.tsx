import { SelectField } from "@/components/ui/select-field";
import { TextAreaField, TextField } from "@/components/ui/text-field";
import type { FieldOf } from "@/features/courses/components/action-form";

/** The places for notices of schema.ts, which is not imported: it would bring Zod into the browser. */
const NOTICE_PLACES = [1, 2, 3, 4, 5, 6];

const TONES = [
  { value: "info", label: "Good to know" },
  { value: "caution", label: "Take care" },
  { value: "warning", label: "Important" },
];

/** The fields of a page: its words, its figure's caption and list, its notices. Empty places for notices are folded away. */
export function PageFields({ field, hasFigure }: { field: FieldOf; hasFigure: boolean }) {
  return (
    <>
      <TextField label="Title" {...field("title")} />
      <TextField label="Summary" hint="One line for the guide's contents." {...field("summary")} />
      <TextAreaField
        label="Words"
        hint="Markdown: **bold**, - lists, ## headings, [links](https://…). {{amount}}, {{lastDayToRedeem}} and the like are filled in."
        rows={18}
        code
        {...field("body")}
      />
      <TextField
        label="Words on the button"
        hint="The button records progress. Empty on a page that is only for looking things up."
        optional
        width="medium"
        {...field("done")}
      />
      {hasFigure && (
        <>
          <TextField label="Caption of the figure" {...field("caption")} />
          <TextAreaField
            label="Numbered list of the figure"
            hint="A line for each mark; the words above speak of them as (1), (2)."
            optional
            rows={4}
            {...field("marks")}
          />
        </>
      )}
      {NOTICE_PLACES.map((place) => (
        <details
          key={place}
          open={field(`noticeTitle${place}`).defaultValue !== "" || field(`noticeTitle${place}`).error !== undefined}
          className="border-t border-line pt-3"
        >
          <summary className="cursor-pointer font-semibold">Notice {place}</summary>
          <div className="mt-3 space-y-4">
            <SelectField
              label="Kind of notice"
              options={TONES}
              className="max-w-xs"
              key={field(`noticeTone${place}`).defaultValue}
              {...field(`noticeTone${place}`)}
              id={`field-noticeTone${place}`}
            />
            <TextField label="Title of the notice" optional {...field(`noticeTitle${place}`)} />
            <TextAreaField label="Words of the notice" optional rows={4} {...field(`noticeBody${place}`)} />
          </div>
        </details>
      ))}
    </>
  );
}
