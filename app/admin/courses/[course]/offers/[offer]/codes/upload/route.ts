import { receiveCodes } from "@/features/credits/imports/loaders";

type Context = { params: Promise<{ course: string; offer: string }> };

/** Takes codes in, as a file or as pasted lines. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return receiveCodes(request, await params);
}
