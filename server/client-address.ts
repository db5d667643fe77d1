import ipaddr from "ipaddr.js";
import { environment } from "./env";
import { currentRequest, type RequestContext } from "./request-context";

/** The network that the present request comes from, or null outside of a request and where it cannot be told. */
export function clientNetwork(): string | null {
  const request = currentRequest();
  return request && readNetwork({ ...request, trustedProxies: environment().trustedProxies });
}

/**
 * The network of a request's sender, in one spelling. X-Forwarded-For counts from its end, and only as far as the proxies go that we were
 * told to trust: what stands further left, the sender may have written. An IPv4 address stands for itself. Of an IPv6 address the
 * first 64 bits do, because a single machine has all of the others to choose from.
 */
export function readNetwork({
  peer,
  forwardedFor,
  trustedProxies,
}: Pick<RequestContext, "peer" | "forwardedFor"> & { trustedProxies: number }): string | null {
  const said = (forwardedFor ?? "").split(",").map((part) => part.trim());
  const hops = [...said.filter(Boolean), peer ?? ""];
  // With fewer hops than proxies somebody came round one of them; then the oldest that is known has to do.
  const sender = hops[Math.max(0, hops.length - 1 - trustedProxies)] ?? "";
  if (!ipaddr.isValid(sender)) {
    return null;
  }
  const address = ipaddr.process(sender);
  return address instanceof ipaddr.IPv6
    ? `${address.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(":")}::/64`
    : address.toString();
}
