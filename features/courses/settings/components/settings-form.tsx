"use client";

import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { changeSettingsAction } from "../actions";
import { settingsLabels } from "../rules";

const MAILS = [
  { value: "yes", label: "Send it when something needs them" },
  { value: "no", label: "Do not send it" },
];

/** The settings of a course. `initial` are they as texts. */
export function SettingsForm({
  course,
  version,
  initial,
}: {
  course: string;
  version: number;
  initial: Record<string, string>;
}) {
  return (
    <ActionForm
      action={changeSettingsAction}
      initial={initial}
      hidden={{ course, version: String(version) }}
      submit="Save the settings"
    >
      {(field) => (
        <>
          <TextField
            label={settingsLabels.retainUntil}
            hint="After this day the names and addresses of participants and assistants, and what was written to them, are scrubbed for good, and the course is archived. Counts, dates and the trail stay; instructors stay as well. Leave it empty to keep everything."
            type="date"
            width="short"
            optional
            {...field("retainUntil")}
          />
          <SelectField
            label={settingsLabels.dailyMail}
            hint="What needs an instructor now, once a day."
            options={MAILS}
            key={field("dailyMail").defaultValue}
            {...field("dailyMail")}
          />
          <TextField
            label={settingsLabels.reminderGapDays}
            hint="Nobody gets a second reminder earlier than this."
            inputMode="numeric"
            width="tiny"
            {...field("reminderGapDays")}
          />
          <TextField
            label={settingsLabels.remindBeforeCloseDays}
            hint="Then the portal reminds those who have not requested a code. Leave it empty to send none."
            inputMode="numeric"
            width="tiny"
            optional
            {...field("remindBeforeCloseDays")}
          />
          <TextField
            label={settingsLabels.remindBeforeExpiryDays}
            hint="Then the portal reminds those who have a code and have not redeemed it. Leave it empty to send none."
            inputMode="numeric"
            width="tiny"
            optional
            {...field("remindBeforeExpiryDays")}
          />
        </>
      )}
    </ActionForm>
  );
}
