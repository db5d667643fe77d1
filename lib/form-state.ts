/** What is wrong, by the name of the field: one sentence or more for each. */
export type Problems = Record<string, string[]>;

/** What a form shows after it was sent and not taken: the values as typed, and what to mend. */
export type FormState = { values: Record<string, string>; errors: Problems; message?: string };

/** What a state action of next-safe-action answers with: `data` from the action itself, `validationErrors` from its schema. */
export type SentForm =
  | { data?: undefined; validationErrors?: undefined; serverError?: undefined }
  | { data: FormState; validationErrors?: undefined; serverError?: undefined }
  | { data?: undefined; validationErrors: FormState; serverError?: undefined };

/** The state of a form from what its action answered; nothing has been sent yet when both are absent. */
export function readSentForm({ data, validationErrors }: SentForm): FormState | null {
  return validationErrors ?? data ?? null;
}

/** The errors of a form as the summary above it lists them: what belongs to no field first. */
export function summarise(state: FormState | null): { message: string; fieldId?: string }[] {
  if (!state) {
    return [];
  }
  const byField = Object.entries(state.errors).flatMap(([name, messages]) =>
    messages.map((message) => ({ message, fieldId: `field-${name}` })),
  );
  return state.message ? [{ message: state.message }, ...byField] : byField;
}

/**
 * Why a form was not taken: the problems of its fields, or a sentence about the whole. `values` replace what was typed, such as the
 * version of a row that somebody else has changed meanwhile.
 */
export type FormRefusal = {
  ok: false;
  reason: string;
  sentence: string;
  problems?: Problems;
  values?: Record<string, string>;
};

/** Refuses a form for what is wrong with its fields; null when there is nothing. */
export function refuseProblems(problems: Problems): FormRefusal | null {
  return Object.keys(problems).length > 0 ? { ok: false, reason: "invalid", sentence: "", problems } : null;
}

/** What the form shows again after a refusal, with the values as they were typed. */
export function keepForm(refusal: FormRefusal, values: Record<string, string>): FormState {
  return {
    values: { ...values, ...refusal.values },
    errors: refusal.problems ?? {},
    ...(refusal.sentence && { message: refusal.sentence }),
  };
}

/**
 * The refusal of a save that would undo somebody else's, made meanwhile. It tells what they saved, field by field, and hands the form the
 * new version, so that a second press puts the person's own values in place knowingly.
 */
export function refuseStale({
  thing,
  labels,
  stored,
  typed,
  version,
}: {
  thing: string;
  labels: Record<string, string>;
  stored: Record<string, string>;
  typed: Record<string, string>;
  version: number;
}): FormRefusal {
  const differences = Object.entries(labels)
    .filter(([name]) => stored[name] !== typed[name])
    .map(([name, label]) => `${label}: “${stored[name] ?? ""}”`);
  const theirs =
    differences.length > 0 ? ` They saved ${differences.join("; ")}.` : " They saved the same as you typed.";
  return {
    ok: false,
    reason: "changed",
    sentence: `Somebody else changed this ${thing} after you had opened it, so yours was not saved.${theirs} Your own words are still below: save again to put them in place.`,
    values: { version: String(version) },
  };
}

/** What a form without typed values posts to; its page shows the outcome. */
export type FormAction = (form: FormData) => Promise<unknown>;
