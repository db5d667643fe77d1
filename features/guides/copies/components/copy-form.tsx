"use client";

import { LinkButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { courseLabels } from "@/features/courses/rules";
import { paths } from "@/lib/paths";
import { copyCourseAction } from "../actions";

/** Title, term and dates of the copy. */
export function CopyForm({ course, initial }: { course: string; initial: Record<string, string> }) {
  return (
    <ActionForm
      action={copyCourseAction}
      initial={initial}
      hidden={{ course }}
      submit="Make the copy"
      aside={
        <LinkButton href={paths.courseSettings(course)} variant="quiet">
          Cancel
        </LinkButton>
      }
    >
      {(field) => (
        <>
          <TextField label={courseLabels.title} {...field("title")} />
          <TextField
            label={courseLabels.term}
            hint="Which run of the course the copy is, such as Winter 2027."
            width="medium"
            {...field("term")}
          />
          <TextField
            label={courseLabels.startsOn}
            hint="Windows and last days to redeem move by as many days as this one does."
            type="date"
            width="short"
            {...field("startsOn")}
          />
          <TextField label={courseLabels.endsOn} type="date" width="short" {...field("endsOn")} />
        </>
      )}
    </ActionForm>
  );
}
