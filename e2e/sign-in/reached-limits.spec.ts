import type { APIRequestContext, APIResponse } from "@playwright/test";
import { decode } from "next-auth/jwt";
import { SESSION_SECRET } from "@/e2e/fixtures/run";
import { expect, test } from "@/e2e/fixtures/test";
import { buildGround } from "@/e2e/rights/build-ground";
import { callAction, leadsTo, listActions } from "@/e2e/rights/call-action";
import { ACTIONS, SHARED_FIELDS } from "@/e2e/rights/list-actions";
import { fillRoute } from "@/e2e/rights/list-rights";
import { openRequests } from "@/e2e/rights/open-requests";
import { type LimitName, limitOf } from "@/lib/limit-table";
import { keyedHash } from "@/server/crypto";
import type { Prisma } from "@/server/db";

// Each place where something is counted, by itself: as somebody of its own, so that no other place's count can refuse in its stead.

type Send = (as: APIRequestContext) => Promise<APIResponse>;
type Who = "participant" | "instructor" | "nobody";
/** What is counted, by whom it is done, its name for people, and how it is done; `before`, what has to be done first. */
type Case = { limit: LimitName; who: Who; what: string; send: Send; before?: Send };

/** Every case, in one course; `email` is the address of who signs in. */
function listCases({
  url,
  parameters,
  email,
}: {
  url: string;
  parameters: Record<string, string>;
  email: string;
}): Case[] {
  const headers = { origin: url };
  const find = (name: string) => {
    const action = listActions().find((one) => one.name === name);
    if (!action) throw new Error(`there is no action ${name}`);
    return action;
  };
  /** As a form without scripts sends it. */
  const press = (name: string): Send => {
    const { id, route } = find(name);
    const { file: _, ...form } = { ...SHARED_FIELDS, ...parameters, email, [`$ACTION_ID_${id}`]: "" };
    return (as) => as.post(fillRoute(route, parameters), { multipart: form, headers, maxRedirects: 0 });
  };
  /** As Next's script calls it. */
  const call = (name: string): Send => {
    const row = ACTIONS[name];
    if (!row) throw new Error(`there is no row for ${name}`);
    const fields = { ...SHARED_FIELDS, ...parameters };
    return (as) => callAction({ as, action: find(name), row, fields, parameters, headers });
  };
  const post =
    (path: string, multipart: Record<string, string>): Send =>
    (as) =>
      as.post(fillRoute(`/admin/courses/[course]/${path}`, parameters), { multipart, headers, maxRedirects: 0 });
  const get =
    (path: string): Send =>
    (as) =>
      as.get(fillRoute(`/admin/courses/[course]/${path}`, parameters), { maxRedirects: 0 });
  const does =
    (limit: LimitName, who: Who) =>
    (what: string, send: Send, before?: Send): Case => ({ limit, who, what, send, before });
  const imports = does("import", "instructor");
  const uploads = does("upload", "instructor");
  const exports = does("export", "instructor");
  const confirms = does("confirm", "instructor");
  return [
    does("sign-in-code", "nobody")("typing a code", press("typeSignInCode"), press("requestSignInMail")),
    does("sign-in-mail", "nobody")("asking for a mail", press("requestSignInMail")),
    does("reveal", "participant")("revealing", press("revealCodeAction")),
    does("report", "participant")("reporting", press("reportCodeAction")),
    does("report", "participant")("taking a report back", press("takeBackReportAction")),
    does("search-code", "instructor")("searching", press("findCodeAction")),
    does("show-code", "instructor")("showing", call("showCodeAction")),
    ...["sendConfirmation", "confirmAgain", "recoverByCode", "removePasskeyAction"].map((name) =>
      confirms(name, press(name)),
    ),
    // Before anything is done with that import.
    exports("the report on an import", get("imports/[import]/report.csv")),
    ...["importCodesAction", "importRosterAction", "retryImportAction"].map((name) => imports(name, press(name))),
    ...["checkCodesAction", "checkRosterAction", "rereadCodesAction", "rereadRosterAction"].map((name) =>
      imports(name, call(name)),
    ),
    uploads("a roster", post("roster/import/upload", { pasted: "email\nsomebody@example.org" })),
    uploads("codes", post("offers/[offer]/codes/upload", { pasted: "code\nSOME-CODE-OF-A-LIMIT" })),
    ...["addAttachmentAction", "addScreenshotAction"].map((name) => uploads(name, call(name))),
    exports("all codes", post("exports/codes", { offer: parameters.offer ?? "" })),
    ...["exports/[file]", "report.csv", "report.pdf", "trail.csv", "roster/[enrolment]/data.json"].map((path) =>
      exports(path, get(path)),
    ),
  ];
}

/** As if whoever sends these requests had confirmed a moment ago. */
async function confirmNow({ prisma, as }: { prisma: Prisma; as: APIRequestContext }): Promise<string> {
  const [cookie] = (await as.storageState()).cookies;
  const claims = await decode({ token: cookie?.value, secret: SESSION_SECRET });
  const userId = claims?.sub ?? "";
  await prisma.sessionConfirmation.create({ data: { sessionId: String(claims?.sessionId), userId } });
  return userId;
}

test("whoever reached a limit is answered with 429 and Retry-After, and nothing is done, whatever it was (T17)", async ({
  data,
  ground,
}) => {
  const { prisma, pool } = data.db;
  const { course, parameters } = await buildGround(data);
  const events = () => prisma.auditEvent.count({ where: { act: { not: "limit.reached" }, courseId: course.id } });
  const stranger = `stranger-${course.slug}@example.org`;
  for (const { limit, who, what, send, before } of listCases({ url: ground.url, parameters, email: stranger })) {
    const role = who === "instructor" ? "INSTRUCTOR" : "PARTICIPANT";
    const email = who === "nobody" ? stranger : (await data.enrolment({ course, role })).email;
    const as = await openRequests({ prisma, url: ground.url, email: who === "nobody" ? null : email });
    // As server/auth/sign-in-account.ts says of somebody without a session.
    const account = who === "nobody" ? `${email} from 127.0.0.1` : await confirmNow({ prisma, as });
    await before?.(as);
    const first = await send(as);
    expect(first.status(), `${what} before its limit`).toBeLessThan(400);
    expect(leadsTo(first), `${what} before its limit`).not.toContain("too-often");
    const done = await events();
    const key = keyedHash({ text: `limit ${account}`, key: SESSION_SECRET })
      .toString("hex")
      .slice(0, 32);
    const [[, most = 0] = []] = limitOf(limit).rules.filter(([by]) => by === "account");
    const { rowCount } = await pool.query(
      "UPDATE rate_limits SET points = $2, expire = (extract(epoch FROM now()) + 540) * 1000 WHERE key = $1",
      [`${limit} account:${key}`, most],
    );
    expect(rowCount, `${what} is counted for the person`).toBe(1);
    const answer = await send(as);
    const text = await answer.text();
    if (answer.headers()["content-type"]?.startsWith("text/x-component")) {
      // Called by Next's script: that follows to the page, or the form says so itself.
      expect(leadsTo(answer) + text, what).toMatch(/^\/too-often\?of=|too many attempts/);
    } else {
      expect(answer.status(), what).toBe(429);
      expect(Number(answer.headers()["retry-after"]), what).toBeGreaterThan(500);
      expect(answer.headers()["cache-control"], what).toContain("no-store");
      expect(text, what).toContain(limitOf(limit).doing);
    }
    expect(await events(), `${what} did nothing`).toBe(done);
    await as.dispose();
  }
});
