import { z } from "zod";
import { environment } from "../env";
import { sealedCookie } from "./sealed-cookie";

/**
 * Where a browser goes to sign in at the provider. A form may only lead to this portal (`form-action` of the content security policy), and browsers hold
 * every redirect after it to that as well, so the form leads to a page of ours, and that page leads on.
 */
const cookie = sealedCookie({ name: "leave", boundTo: "departure to the provider", shape: z.object({ to: z.url() }) });

export const rememberDeparture = cookie.remember;

/** The provider's name and the address to go to, or null when this browser has not asked to in the last ten minutes. */
export async function loadDepartureView(): Promise<{ provider: string; to: string } | null> {
  const { oidc } = environment();
  const departure = await cookie.read();
  return oidc && departure ? { provider: oidc.name, to: departure.to } : null;
}
