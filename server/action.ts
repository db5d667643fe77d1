import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { createSafeActionClient } from "next-safe-action";
import { z } from "zod";
import { paths } from "@/lib/paths";
import { readSession } from "./auth/session";
import { showFault } from "./fault";
import { isOwnOrigin } from "./own-origin";
import { logRefusedRight } from "./refused-rights";

/**
 * Next accepts a Server Action that carries no Origin header with a warning only. A browser always sends one with a
 * POST, so a write without it, or from elsewhere, is refused here for every action.
 */
async function refuseForeignOrigin(): Promise<void> {
  if (!isOwnOrigin(await headers())) {
    throw new Error("refused: the form was not sent from this portal");
  }
}

const base = createSafeActionClient({
  defaultValidationErrorsShape: "flattened",
  handleServerError: showFault,
}).use(async ({ next }) => {
  await refuseForeignOrigin();
  return next();
});

/** Guards an action that anyone may call, such as signing in. */
export const openAction = base;

/**
 * Guards an action of somebody signed in; others go to the sign-in page. The action itself proves the right; where it is refused that, and so answers with
 * "not found", the log has a line.
 */
export const signedInAction = base.use(async ({ next }) => {
  const session = await readSession();
  if (!session) {
    redirect(paths.signIn);
  }
  const answered = await next({ ctx: { session } });
  if (answered.navigationKind === "notFound") await logRefusedRight({ session });
  return answered;
});

/** A schema for what a form sends: repeated fields become the last one, files stay files, React's own fields are left out. */
export function formSchema<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.preprocess((sent) => (sent instanceof FormData ? readFields(sent) : sent), z.object(shape));
}

/** The text fields of a form as they were typed, to show them again. */
export function typedValues(form: unknown): Record<string, string> {
  const fields = form instanceof FormData ? readFields(form) : {};
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function readFields(form: FormData): Record<string, FormDataEntryValue> {
  return Object.fromEntries([...form].filter(([name]) => !name.startsWith("$ACTION")));
}
