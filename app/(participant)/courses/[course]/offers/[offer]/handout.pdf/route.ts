import { loadHandout } from "@/features/guides/loaders";

type Context = { params: Promise<{ course: string; offer: string }> };

/** The handout as a PDF, to be opened in the browser or saved. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { pdf, fileName } = await loadHandout(await params);
  return new Response(pdf, {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `inline; filename="${fileName}"`,
      "Cache-Control": "private, no-store",
    },
  });
}
