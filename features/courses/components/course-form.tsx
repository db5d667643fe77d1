"use client";

import { LinkButton } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { changeCourseAction, createCourseAction } from "../actions";
import { courseLabels } from "../rules";
import { ActionForm } from "./action-form";

/** Makes a course, or changes the one of `course`. `timeZones` come from the server, so that every browser offers the same. */
export function CourseForm({
  timeZones,
  initial,
  course,
  version,
  cancelHref,
}: {
  timeZones: readonly string[];
  initial: Record<string, string>;
  course?: string;
  version?: number;
  cancelHref: string;
}) {
  return (
    <ActionForm
      action={course ? changeCourseAction : createCourseAction}
      initial={initial}
      hidden={course ? { course, version: String(version) } : {}}
      submit={course ? "Save the course" : "Make the course"}
      aside={
        <LinkButton href={cancelHref} variant="quiet">
          Cancel
        </LinkButton>
      }
    >
      {(field) => (
        <>
          <TextField
            label={courseLabels.title}
            hint="As participants know it, such as Exploring the Human Connectome."
            {...field("title")}
          />
          <TextField
            label={courseLabels.term}
            hint="Which run of the course this is, such as Winter 2026."
            width="medium"
            {...field("term")}
          />
          <SelectField
            label={courseLabels.timeZone}
            hint="Windows and last days of the course's offers are in this zone."
            options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))}
            key={field("timeZone").defaultValue}
            {...field("timeZone")}
          />
          <TextField label={courseLabels.startsOn} type="date" width="short" {...field("startsOn")} />
          <TextField label={courseLabels.endsOn} type="date" width="short" {...field("endsOn")} />
          <TextField
            label={courseLabels.contactName}
            hint="The person or office whom participants may ask."
            {...field("contactName")}
          />
          <TextField
            label={courseLabels.contactAddress}
            hint="Shown to participants."
            type="email"
            inputMode="email"
            {...field("contactAddress")}
          />
        </>
      )}
    </ActionForm>
  );
}
