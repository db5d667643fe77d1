import type { NextRequest } from "next/server";
import { finishProviderSignIn } from "@/server/auth/provider-sign-in";

/** Where the OpenID Connect provider sends people back to; the only route of next-auth's that this portal has. */
export async function GET(request: NextRequest): Promise<Response> {
  const query = Object.fromEntries(request.nextUrl.searchParams);
  const cookies = Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));
  const step = await finishProviderSignIn({ query, cookies });
  if (!step) {
    return new Response(null, { status: 404 });
  }
  const headers = step.setCookies.map((line): [string, string] => ["Set-Cookie", line]);
  // A relative address: the browser knows by which name it reached us, behind whatever proxy.
  return new Response(null, {
    status: 303,
    headers: [...headers, ["Location", step.location], ["Cache-Control", "no-store"]],
  });
}
