"use client";

import { SelectField } from "@/components/ui/select-field";
import { TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import {
  moveCodesAction,
  returnSparesAction,
  setCodesAsideAction,
  takeCodeOutAction,
} from "@/features/credits/spares/actions";

type At = { course: string; offer: string };

const ACTS = {
  "set-aside": { action: setCodesAsideAction, submit: "Keep them aside" },
  return: { action: returnSparesAction, submit: "Put them back" },
} as const;

/** Asks how many codes are to be kept aside or put back. */
export function CountForm({ at, act, most }: { at: At; act: keyof typeof ACTS; most: number }) {
  const { action, submit } = ACTS[act];
  return (
    <ActionForm action={action} hidden={at} submit={submit}>
      {(field) => (
        <TextField
          {...field("count")}
          id={`count-${act}`}
          label="How many"
          hint={`${most.toLocaleString("en")} at most.`}
          inputMode="numeric"
          width="tiny"
        />
      )}
    </ActionForm>
  );
}

/** Asks how many unused codes are to be moved, and to which offer. */
export function MoveForm({
  at,
  most,
  targets,
}: {
  at: At;
  most: number;
  targets: readonly { slug: string; name: string }[];
}) {
  return (
    <ActionForm action={moveCodesAction} hidden={at} submit="Move them">
      {(field) => {
        const target = field("target");
        return (
          <>
            <TextField
              {...field("count")}
              id="count-move"
              label="How many"
              hint={`${most.toLocaleString("en")} at most.`}
              inputMode="numeric"
              width="tiny"
            />
            <SelectField
              {...target}
              key={`target ${target.defaultValue}`}
              label="To the offer"
              placeholder="Choose an offer"
              options={targets.map(({ slug, name }) => ({ value: slug, label: name }))}
            />
          </>
        );
      }}
    </ActionForm>
  );
}

/** Asks for the code that nobody is to be given. */
export function TakeOutForm({ at }: { at: At }) {
  return (
    <ActionForm action={takeCodeOutAction} hidden={at} submit="Take it out for good">
      {(field) => (
        <TextField
          {...field("code")}
          id="code-out"
          label="The code"
          hint="Paste it whole, from the file or from the sponsor. Case, spaces and dashes do not matter."
          autoComplete="off"
          width="medium"
        />
      )}
    </ActionForm>
  );
}
