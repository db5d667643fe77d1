import { loadHandout } from "@/features/guides/loaders";

type Context = { params: Promise<{ course: string; offer: string }> };

/** The first page of the handout as a picture, twice as large as it is shown. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { thumbnail } = await loadHandout(await params);
  return new Response(new Uint8Array(thumbnail), {
    headers: {
      "Content-Type": "image/png",
      "Cache-Control": "private, no-store",
    },
  });
}
