import { environment } from "./env";

/** Whether a request says that a page of this portal sent it. A browser always says so with a POST. */
export function isOwnOrigin(sent: Pick<Headers, "get">): boolean {
  const own = [new URL(environment().publicUrl).host, sent.get("host")];
  const origin = sent.get("origin");
  return origin !== null && URL.canParse(origin) && own.includes(new URL(origin).host);
}
