import { z } from "zod";
import { paths } from "@/lib/paths";
import { environment } from "../env";
import { sealedCookie } from "./sealed-cookie";

/**
 * Where a browser goes to sign in at the provider. A form may only lead to this portal (`form-action` of the content security policy), and browsers hold
 * every redirect after it to that as well, so the form leads to a page of ours, and that page leads on.
 */
const cookie = sealedCookie({ name: "leave", boundTo: "departure to the provider", shape: z.object({ to: z.url() }) });

/** The page that leads to `to`; a page of this portal is that page itself. Only for an action, as setting a cookie is. */
export async function departurePath(to: string): Promise<string> {
  if (to.startsWith("/")) return to;
  await cookie.remember({ to });
  return paths.leaveForProvider;
}

/** The provider's name and the address to go to, or null when this browser has not asked to in the last ten minutes. */
export async function loadDepartureView(): Promise<{ provider: string; to: string } | null> {
  const { oidc } = environment();
  const departure = await cookie.read();
  return oidc && departure ? { provider: oidc.name, to: departure.to } : null;
}
