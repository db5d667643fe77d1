import { isIP } from "node:net";
import { environment } from "../../env";

/** Who asks for passkeys: the host of PUBLIC_URL, to which a browser binds them, and the one origin whose answers count. */
export type RelyingParty = { id: string; origin: string };

/** Null where browsers make no passkeys: at a bare network address, and without https anywhere but on localhost. */
export function relyingParty(publicUrl = environment().publicUrl): RelyingParty | null {
  const { hostname, origin, protocol } = new URL(publicUrl);
  const isAddress = hostname.startsWith("[") || isIP(hostname) !== 0;
  return isAddress || (protocol !== "https:" && hostname !== "localhost") ? null : { id: hostname, origin };
}
