import { receiveRoster } from "@/features/roster/imports/loaders";

type Context = { params: Promise<{ course: string }> };

/** Takes a roster in, as a file or as pasted lines. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return receiveRoster(request, await params);
}
