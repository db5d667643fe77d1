import { loadListFile } from "@/features/reports/exports/loaders";

type Context = { params: Promise<{ course: string; file: string }> };

/** A list as a file ("roster.csv"); `?offer=…` names the offer that it is of. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const offer = new URL(request.url).searchParams.get("offer") ?? undefined;
  return loadListFile({ ...(await params), offer });
}
