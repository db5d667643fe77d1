export const dynamic = "force-dynamic";

/** Says that this process answers at all; asks nothing of anything else, so that a slow database gets no portal restarted. */
export function GET(): Response {
  return Response.json({ live: true }, { headers: { "Cache-Control": "no-store" } });
}
