import { environment } from "./env";

/**
 * Whether a request says that a page of this portal sent it: by Origin, which a browser always sends with a POST, and by Sec-Fetch-Site, which every browser of today
 * sends and no script can change. The second alone would refuse old browsers, the first alone would trust what a page of
 * another scheme or a neighbour on the same host says. "none" is a person's own doing, such as loading the answer to a form again.
 */
export function isOwnOrigin(sent: Pick<Headers, "get">): boolean {
  const site = sent.get("sec-fetch-site");
  const origin = sent.get("origin");
  if (origin === null || !URL.canParse(origin) || (site !== null && site !== "same-origin" && site !== "none")) {
    return false;
  }
  const portal = new URL(environment().publicUrl);
  const { host, protocol } = new URL(origin);
  // Behind a proxy that ends TLS the portal itself is reached by http; what people see is what counts.
  const isOwnScheme = portal.protocol === "http:" || protocol === "https:";
  return isOwnScheme && [portal.host, sent.get("host")].includes(host);
}
