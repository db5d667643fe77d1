import { notFound } from "next/navigation";
import { paths } from "@/lib/paths";
import { readSession, type Session } from "./auth/session";
import { tellFault } from "./fault";
import { isOwnOrigin } from "./own-origin";
import { logRefusedRight } from "./refused-rights";

/**
 * Guards a form that is answered with a file, which a Server Action cannot do: own origin, session, then `answer`, which proves the right. Null means
 * "not found". Ways elsewhere are by 303, so that the browser does not post the form again to where it is sent.
 */
export function guardedFormRoute<Input>(
  answer: (session: Session, input: Input, form: FormData) => Promise<Response | null>,
): (request: Request, context: { params: Promise<Input> }) => Promise<Response> {
  return async (request, { params }) => {
    if (!isOwnOrigin(request.headers)) {
      return new Response("This form was not sent from a page of this portal.", { status: 403 });
    }
    const session = await readSession();
    if (!session) {
      return seeOther(paths.signIn);
    }
    const input = await params;
    const found = await request
      .formData()
      .then((form) => answer(session, input, form))
      .catch((error: unknown) => seeOther(paths.trouble(tellFault(error))));
    if (found) return found;
    await logRefusedRight({ session });
    notFound();
  };
}

/** Leads the browser on to a page, by GET whatever came before. */
export function seeOther(path: string): Response {
  return new Response(null, { status: 303, headers: { Location: path, "Cache-Control": "private, no-store" } });
}
