import type { Claimant } from "./enrol-people";

/** What somebody heard. `status` is 0 when the connection broke. `complaint` says what an answer must never be. */
export type Heard = {
  answer: "allocated" | "waiting" | "refused" | "unknown";
  status: number;
  complaint?: string;
};

/** Milliseconds. Every wait of the portal for its database is bounded well below. */
const LONGEST_WAIT = 60_000;

const ANSWERS: [end: RegExp, answer: Heard["answer"]][] = [
  [/\?done=allocated$/, "allocated"],
  [/\?done=received$/, "waiting"],
  [/\?refused=[a-z-]+$/, "refused"],
];

/** Sends the form behind "Request my code", as a browser without a script does. */
export async function ask({
  url,
  claimant: { path, cookie, enrolmentId, offerId },
  fields,
}: {
  url: string;
  claimant: Claimant;
  fields: readonly [string, string][];
}): Promise<Heard> {
  const body = new FormData();
  const [, , course = "", , offer = ""] = path.split("/");
  const own: Record<string, string> = { course, offer };
  for (const [name, value] of fields) body.append(name, own[name] ?? value);
  // The last two are for the careless portal, which has no sessions.
  const headers = { cookie, origin: url, "x-enrolment": enrolmentId, "x-offer": offerId };
  const signal = AbortSignal.timeout(LONGEST_WAIT);
  try {
    const response = await fetch(url + path, { method: "POST", body, headers, redirect: "manual", signal });
    const text = await response.text();
    const location = response.headers.get("location") ?? "";
    const [, answer] = ANSWERS.find(([end]) => end.test(location)) ?? [];
    if (response.status === 303 && answer) return { answer, status: 303 };
    return { answer: "unknown", status: response.status, complaint: judgeFault({ response, text }) };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return { answer: "unknown", status: 0, ...(isLate && { complaint: "no answer within a minute" }) };
  }
}

/** What a page of a fault lacks; nothing when it is as it should be. */
export function judgeFault({ response, text }: { response: Response; text: string }): string | undefined {
  if (response.status !== 503)
    return `a fault answered with ${response.status} ${response.headers.get("location") ?? ""}`;
  if (!/^\d+$/.test(response.headers.get("retry-after") ?? "")) return "a 503 without Retry-After";
  return text.includes("Try this page again") ? undefined : "a 503 without a page that says try again";
}

/** The hidden fields of that form on the claimant's page. Throws when the page has none. */
export async function readForm({ url, claimant }: { url: string; claimant: Claimant }): Promise<[string, string][]> {
  const page = await fetch(url + claimant.path, { headers: { cookie: claimant.cookie } });
  const html = await page.text();
  const form = html.match(/<form[^>]*>(?:(?!<\/form>).)*Request my code(?:(?!<\/form>).)*<\/form>/s)?.[0] ?? "";
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)];
  if (fields.length === 0) throw new Error(`${claimant.path} has no form to request a code (status ${page.status}).`);
  return fields.map(([, name = "", value = ""]) => [name, value]);
}
