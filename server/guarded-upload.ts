import { notFound } from "next/navigation";
import { paths } from "@/lib/paths";
import { readSession, type Session } from "./auth/session";
import { tellFault } from "./fault";
import { isOwnOrigin } from "./own-origin";
import { BrokenForm, type FormPart, LARGEST_FORM, OversizedForm, readMultipart } from "./read-multipart";
import { logRefusedRight } from "./refused-rights";

/**
 * Guards a route that takes a file in while it comes, which a Server Action cannot: own page, session, proof, then the fields of the form one
 * after the other. `receive` answers with the path to show next. A plain form is redirected there; a script that draws the progress
 * asks for JSON and gets the path in `to`.
 */
export function guardedUpload<Ref, Proof>({
  prove,
  receive,
}: {
  prove: (session: Session, ref: Ref) => Promise<Proof | null>;
  receive: (input: { proof: Proof; ref: Ref; parts: AsyncIterable<FormPart> }) => Promise<string>;
}): (request: Request, ref: Ref) => Promise<Response> {
  return async (request, ref) => {
    const wantsPath = request.headers.get("accept")?.includes("application/json") ?? false;
    const lead = (to: string) =>
      wantsPath ? Response.json({ to }) : new Response(null, { status: 303, headers: { Location: to } });
    if (!isOwnOrigin(request.headers)) {
      return new Response("This form was not sent from this portal.", { status: 403 });
    }
    const session = await readSession();
    if (!session) {
      return lead(paths.signIn);
    }
    const proof = await prove(session, ref);
    if (!proof) {
      await logRefusedRight({ session });
      notFound();
    }
    try {
      return lead(await receive({ proof, ref, parts: readParts(request) }));
    } catch (error) {
      if (error instanceof OversizedForm) {
        return new Response(
          "This is larger than any file that is read here. Split it, and send one part after the other.",
          {
            status: 413,
          },
        );
      }
      if (error instanceof BrokenForm) {
        return new Response("The form broke off, or was none. Go back and send it again.", { status: 400 });
      }
      return lead(paths.trouble(tellFault(error)));
    }
  };
}

function readParts(request: Request): AsyncIterable<FormPart> {
  if (!request.body) throw new BrokenForm("no body");
  if (Number(request.headers.get("content-length")) > LARGEST_FORM) throw new OversizedForm("says so itself");
  // Node's own stream of a request can be walked through, which the types of a browser's do not know.
  const body = request.body as unknown as AsyncIterable<Uint8Array>;
  return readMultipart({ body, contentType: request.headers.get("content-type") ?? "" });
}
