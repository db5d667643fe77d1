import type { FormState } from "@/lib/form-state";
import { typedValues } from "./action";

/**
 * Shapes what a schema refused into the state of the form that sent it, so that typed values stay. To be given to next-safe-action as
 * `handleValidationErrorsShape`.
 */
export async function keepTyped(refused: object, { clientInput }: { clientInput: unknown }): Promise<FormState> {
  const { _errors, ...fields } = refused as { _errors?: string[] } & Record<string, { _errors?: string[] } | undefined>;
  const errors = Object.entries(fields).map(([name, field]) => [name, field?._errors ?? []] as const);
  return {
    values: typedValues(clientInput),
    errors: Object.fromEntries(errors.filter(([, messages]) => messages.length > 0)),
    ...(_errors?.[0] && { message: _errors[0] }),
  };
}
