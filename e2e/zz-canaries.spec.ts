import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestInfo } from "@playwright/test";
import { findCanaries, readExchanges } from "@/e2e/fixtures/find-canaries";
import type { ExchangeHead } from "@/e2e/fixtures/recorder";
import { type evidence, readRun } from "@/e2e/fixtures/run";
import { searchDatabaseFiles } from "@/e2e/fixtures/search-database-files";
import { findShownCodes, readEmail } from "@/e2e/fixtures/shown-codes";
import { expect, test } from "@/e2e/fixtures/test";
import { claimCode, revealCode } from "@/features/credits/commands";
import { paths } from "@/lib/paths";
import { memberOf } from "@/prisma/factories/build-proof";

// T19 and T20. These run when every other spec has ended (see playwright.config.ts), over all that those left behind.

test("codes are on their owners' pages after the reveal, and in no log, mail or other answer (T19, T20)", async ({
  data,
  page,
  signedInAs,
  mails,
}) => {
  const { canary } = readRun();
  const { at, code, email } = await revealOne({ data });
  await signedInAs({ email });
  await page.goto(paths.code(at));
  await expect(page.getByText(code)).toBeVisible();
  await mails.waitFor({ to: email, subject: /is ready/ });

  const { prisma } = data.db;
  const result = await findCanaries({ canary, belongs: (exchange) => findShownCodes({ prisma, exchange }) });
  expect(result.findings).toEqual([]);
  // The control: the search read something of each kind, and saw the one code that may be seen.
  expect(result.shown).toContain(code);
  expect(Math.min(...Object.values(result.read))).toBeGreaterThan(0);
});

test("the search finds a code wherever it is planted (T19, T20)", async ({ data, page, signedInAs }, info) => {
  const { canary } = readRun();
  const { at, code, email } = await revealOne({ data });
  const { email: stranger } = await data.enrolment({ course: await data.course() });
  const pageOfCode = paths.code(at);
  await signedInAs({ email });
  await page.goto(pageOfCode);
  const own = readExchanges().find(({ head, body }) => head.url === pageOfCode && body.includes(code));
  if (!own) throw new Error("the owner's page was not recorded");
  await signedInAs({ email: stranger });
  await page.goto("/help");
  const foreign = readExchanges().findLast(({ head }) => head.url === "/help" && head.cookie !== "");

  const search = async (planted: Planted) => {
    const folders = plant(info, planted);
    const { prisma } = data.db;
    const { findings } = await findCanaries({
      canary,
      folders,
      belongs: (exchange) => findShownCodes({ prisma, exchange }),
    });
    return findings.map(({ text }) => text);
  };
  const head = own.head;
  expect(await search({ exchange: [head, code] }), "where it belongs").toEqual([]);
  expect(await search({ log: `{"msg":"gave ${code}"}` }), "in a log").toEqual([code]);
  expect(
    await search({ mail: JSON.stringify({ text: `Your code: ${code.toLowerCase()}` }) }),
    "in a mail",
  ).toHaveLength(1);
  expect(await search({ exchange: [{ ...head, url: paths.offer(at) }, code] }), "on another page").toEqual([code]);
  expect(
    await search({ exchange: [{ ...head, cookie: foreign?.head.cookie ?? "" }, code] }),
    "for somebody else",
  ).toEqual([code]);
  expect(await search({ exchange: [{ ...head, cookie: "" }, code] }), "for nobody").toEqual([code]);
  expect(await search({ exchange: [{ ...head, at: "2020-01-01T00:00:00Z" }, code] }), "before the reveal").toEqual([
    code,
  ]);
  expect(await search({ exchange: [{ ...head, headers: {} }, code] }), "in a page that a cache may keep").toEqual([
    code,
  ]);
  const file = { "cache-control": "no-store", "content-disposition": "attachment" };
  expect(
    await search({ exchange: [{ ...head, method: "POST", url: paths.exportCodes(at.course), headers: file }, code] }),
    "in a file of codes for somebody who may not have one",
  ).toEqual([code]);
  expect(await search({ exchange: [{ ...head, url: `${head.url}?c=${code}` }, ""] }), "in an address").toEqual([code]);
  expect(await search({ exchange: [{ ...head, headers: { location: `/${code}` } }, ""] }), "in a header").toEqual([
    code,
  ]);
});

test("no code stands readable in the database's files or its write-ahead log (T19)", async ({ data }) => {
  const { canary } = readRun();
  const { code, email } = await revealOne({ data });
  const found = await searchDatabaseFiles({ db: data.db, texts: [canary, code, email] });
  // The control: what is not encrypted is found.
  expect([...found]).toEqual([email]);
});

test("nothing that was answered to somebody signed in may be kept by a cache (T20)", async () => {
  const careless: string[] = [];
  let personal = 0;
  for (const { head } of readExchanges()) {
    const isOwn = /^\/(courses|admin)\b/.test(head.url) && (await readEmail(head)) !== null;
    personal += isOwn ? 1 : 0;
    if (isOwn && !String(head.headers["cache-control"]).includes("no-store")) {
      careless.push(`${head.method} ${head.url}: ${head.headers["cache-control"]}`);
    }
  }
  expect(careless).toEqual([]);
  expect(personal).toBeGreaterThan(0);
});

async function revealOne({ data }: { data: Parameters<Parameters<typeof test>[2]>[0]["data"] }) {
  const course = await data.course();
  const offer = await data.offer({ course });
  const [code = ""] = await data.codes({ offer, codes: 1 });
  const enrolment = await data.enrolment({ course });
  const proof = memberOf({ course, offer, enrolment });
  await claimCode({ pool: data.db.pool, proof });
  await revealCode({ prisma: data.db.prisma, proof });
  return { at: { course: course.slug, offer: offer.slug }, code, email: enrolment.email };
}

type Planted = { log?: string; mail?: string; exchange?: [ExchangeHead, string] };

let plantings = 0;
function plant(info: TestInfo, { log, mail, exchange }: Planted): typeof evidence {
  plantings += 1;
  const folders = {
    logs: info.outputPath(`${plantings}/logs`),
    mails: info.outputPath(`${plantings}/mails`),
    exchanges: info.outputPath(`${plantings}/exchanges`),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  if (log) writeFileSync(join(folders.logs, "main.log"), log);
  if (mail) writeFileSync(join(folders.mails, "1.json"), mail);
  if (exchange) writeFileSync(join(folders.exchanges, "1.txt"), `${JSON.stringify(exchange[0])}\n${exchange[1]}`);
  return folders;
}
