import { checkReadiness } from "@/server/readiness";

export const dynamic = "force-dynamic";

/** 200 when requests may be sent here, 503 when not yet or no longer: for whatever shares requests out among portals. */
export async function GET(): Promise<Response> {
  const readiness = await checkReadiness();
  const headers: HeadersInit = { "Cache-Control": "no-store", ...(!readiness.ready && { "Retry-After": "5" }) };
  return Response.json(readiness, { status: readiness.ready ? 200 : 503, headers });
}
