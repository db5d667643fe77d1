import { loadTrailFile } from "@/features/reports/trail/loaders";

type Context = { params: Promise<{ course: string }> };

/** The events of the course that the filters of the address find, as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return loadTrailFile({ ...(await params), query });
}
