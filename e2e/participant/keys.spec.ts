import { fork } from "node:child_process";
import { once } from "node:events";
import { BUILD_COPY } from "@/e2e/fixtures/portal";
import { SESSION_SECRET } from "@/e2e/fixtures/run";
import { expect, test } from "@/e2e/fixtures/test";
import { claimCode, revealCode } from "@/features/credits/commands";
import { TEST_KEYS } from "@/prisma/factories/build-batch";
import { buildPlace, byMember } from "./build-place";

test("a ciphertext moved to another row shows the page for faults, and no code (T21)", async ({
  page,
  data,
  signedInAs,
  allowNoise,
}) => {
  allowNoise(/\b503\b/);
  const place = await buildPlace(data, { codes: 2 });
  await claimCode(byMember({ data, place }));
  await revealCode(byMember({ data, place }));
  await signedInAs(place.enrolment);
  const swap = () =>
    data.db.pool.query(
      "UPDATE codes a SET ciphertext = b.ciphertext FROM codes b WHERE a.offer_id = $1 AND b.offer_id = $1 AND a.id <> b.id",
      [place.offer.id],
    );
  await swap();
  await page.goto(`${place.path}/code`);
  await expect(page.getByRole("heading", { name: "Something went wrong on our side" })).toBeVisible();
  const html = await page.content();
  expect(place.codes.filter((code) => html.includes(code))).toEqual([]);
  await swap();
  await page.goto(`${place.path}/code`);
  expect(place.codes).toContain(await page.locator("#code").textContent());
});

const wrong = Buffer.alloc(32, "wrong").toString("base64");
const REFUSED: { name: string; settings: Record<string, string>; words: string }[] = [
  { name: "without a code key", settings: { CODE_KEY: "" }, words: "CODE_KEY is missing" },
  { name: "with a wrong code key", settings: { CODE_KEY: wrong }, words: "sealed by a key that is not in CODE_KEY" },
  {
    name: "with a wrong fingerprint key",
    settings: { FINGERPRINT_KEY: wrong },
    words: "FINGERPRINT_KEY is not the one",
  },
];

for (const { name, settings, words } of REFUSED) {
  test(`the web server alone does not stay up ${name}, and says so (T23)`, async ({ data, ground }) => {
    await buildPlace(data);
    const child = fork("scripts/start/serve.mjs", ["127.0.0.1", "0"], {
      env: {
        PATH: process.env.PATH ?? "",
        NODE_ENV: "production",
        NEXT_DIST_DIR: BUILD_COPY,
        DATABASE_URL: ground.portalDatabaseUrl,
        DEMONSTRATION: "on",
        WORKER: "off",
        SESSION_SECRET,
        CODE_KEY: TEST_KEYS.codeKey.toString("base64"),
        AUDIT_KEY: Buffer.alloc(32, 3).toString("base64"),
        FINGERPRINT_KEY: TEST_KEYS.fingerprintKey.toString("base64"),
        ...settings,
      },
      execArgv: [],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (words: string) => {
        said += words;
      });
    // Next listens before it is told, so the port may be open for a moment.
    const [code] = await once(child, "close");
    expect(code).toBe(1);
    expect(said).toContain(words);
    expect(said).not.toContain(wrong);
  });
}
