import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { unseal } from "../crypto";
import { issueSignInToken } from "./issue-sign-in-token";
import { signInByCode, signInByLink } from "./sign-in-by-mail";
import { deriveSignInKey, type SignInSecrets } from "./sign-in-secrets";
import { findSignInAddress } from "./spend-sign-in-token";

const secret = "a secret of thirty-two characters or more";
const email = "ada@example.org";
let database: TestDatabase;

type QueuedMail = { email: string; request: string; next?: string; sealed: string };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.owner.query("TRUNCATE verification_tokens; TRUNCATE outbox_jobs");
});

async function readQueue(): Promise<QueuedMail[]> {
  const { rows } = await database.pool.query<{ payload: QueuedMail }>("SELECT payload FROM outbox_jobs");
  return rows.map(({ payload }) => payload);
}

function open({ sealed, request }: QueuedMail): SignInSecrets {
  const key = deriveSignInKey({ secret, purpose: "mail" });
  return JSON.parse(unseal({ sealed: Buffer.from(sealed, "base64"), key, boundTo: request }));
}

async function issue(overrides: { email?: string; next?: string } = {}) {
  const request = await issueSignInToken({ db: database.prisma, secret, email, next: null, ...overrides });
  const mail = (await readQueue()).find((queued) => queued.request === request);
  if (!request || !mail) {
    throw new Error("no mail was queued");
  }
  return { request, mail, ...open(mail) };
}
const byLink = (link: string) => signInByLink({ db: database.prisma, secret, link });
const byCode = (request: string, typed: string, address = email) =>
  signInByCode({ db: database.prisma, secret, email: address, request, typed });
const age = (interval: string) =>
  database.pool.query(
    "UPDATE verification_tokens SET expires = expires - $1::interval, created_at = created_at - $1::interval",
    [interval],
  );

/** Holds the rows until all have arrived at them, so that they meet there for certain. */
async function atOnce<Answer>(spenders: (() => Promise<Answer>)[]): Promise<Answer[]> {
  const holder = await database.pool.connect();
  try {
    await holder.query("BEGIN; SELECT 1 FROM verification_tokens FOR UPDATE");
    const answers = Promise.all(spenders.map((spend) => spend()));
    const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    // By another connection: inside a transaction this view stands still.
    await expect
      .poll(async () => (await database.pool.query(waiting)).rowCount, { timeout: 4000 })
      .toBe(spenders.length);
    await holder.query("COMMIT");
    return await answers;
  } finally {
    holder.release();
  }
}

describe("a link", () => {
  it("is looked at any number of times and spent once, by one of several at once", async () => {
    const { link } = await issue();
    for (let look = 0; look < 5; look += 1) {
      expect(await findSignInAddress({ db: database.prisma, secret, link })).toBe(email);
    }
    const answers = await atOnce([() => byLink(link), () => byLink(link), () => byLink(link)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(answers.find(Boolean)).toMatchObject({ email, sessionVersion: 1 });
    expect(await byLink(link)).toBeNull();
    expect(await findSignInAddress({ db: database.prisma, secret, link })).toBeNull();
  });

  it("is good for ten minutes of the database's clock", async () => {
    const { link } = await issue();
    await age("9 minutes 55 seconds");
    expect(await findSignInAddress({ db: database.prisma, secret, link })).toBe(email);
    await age("5 seconds");
    expect(await findSignInAddress({ db: database.prisma, secret, link })).toBeNull();
    expect(await byLink(link)).toBeNull();
  });

  it("is good for its own address, and under the secret it was made with", async () => {
    const other = await issue({ email: "bo@example.org" });
    expect(await byLink(other.link)).toMatchObject({ email: "bo@example.org" });
    const { link } = await issue();
    expect(
      await signInByLink({ db: database.prisma, secret: "another secret of thirty-two characters", link }),
    ).toBeNull();
    expect(await byLink(`${link}x`)).toBeNull();
    expect(await byLink("")).toBeNull();
  });

  it("once spent takes the person's other mails with it, and nobody else's", async () => {
    const [first, second, foreign] = [await issue(), await issue(), await issue({ email: "bo@example.org" })];
    expect(await byLink(second.link)).not.toBeNull();
    expect(await byLink(first.link)).toBeNull();
    expect(await byLink(foreign.link)).not.toBeNull();
  });
});

describe("a code", () => {
  it("signs in once, however it is typed", async () => {
    const { request, code } = await issue();
    expect(await byCode(request, ` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toMatchObject({ email });
    expect(await byCode(request, code)).toBeNull();
  });

  it("is spent by one of several at once", async () => {
    const { request, code } = await issue();
    const answers = await atOnce([() => byCode(request, code), () => byCode(request, code)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it("is dead after five wrong ones, also when they come at once; its link, which nobody finds by trying, lives on", async () => {
    const { request, code, link } = await issue();
    await Promise.all(Array.from({ length: 5 }, () => byCode(request, "WRONG234")));
    expect(await byCode(request, code)).toBeNull();
    expect(await byLink(link)).not.toBeNull();
  });

  it("survives four wrong ones", async () => {
    const { request, code } = await issue();
    for (let wrong = 0; wrong < 4; wrong += 1) {
      expect(await byCode(request, "WRONG234")).toBeNull();
    }
    expect(await byCode(request, code)).not.toBeNull();
  });

  it("counts for the request and the address that it was made for", async () => {
    const [mine, newer] = [await issue(), await issue()];
    expect(await byCode(newer.request, mine.code)).toBeNull();
    expect(await byCode(mine.request, mine.code, "bo@example.org")).toBeNull();
    await age("10 minutes");
    expect(await byCode(mine.request, mine.code)).toBeNull();
  });
});

describe("the mail", () => {
  it("leaves nothing usable in the database: no link and no code, in the table or in the queue", async () => {
    const { link, code, mail } = await issue({ next: "/courses/a" });
    const { rows: tokens } = await database.pool.query("SELECT * FROM verification_tokens");
    const { rows: jobs } = await database.pool.query("SELECT * FROM outbox_jobs");
    const dump = JSON.stringify([tokens, jobs]);
    expect(dump).toContain(email);
    for (const canary of [link, code, `${code.slice(0, 4)}-${code.slice(4)}`]) {
      expect(dump).not.toContain(canary);
      expect(dump).not.toContain(Buffer.from(canary).toString("base64").slice(0, -3));
    }
    expect(() => open({ ...mail, request: "another" })).toThrow();
  });

  it("goes to one address at most five times an hour, also when asked for at once", async () => {
    const ask = () => issueSignInToken({ db: database.prisma, secret, email, next: null });
    const answers = await Promise.all(Array.from({ length: 9 }, ask));
    expect(answers.filter(Boolean)).toHaveLength(5);
    expect(await readQueue()).toHaveLength(5);
    expect(await issueSignInToken({ db: database.prisma, secret, email: "bo@example.org", next: null })).not.toBeNull();
    await age("1 hour");
    expect(await ask()).not.toBeNull();
  });

  it("comes ten minutes apart after that, so that whoever asks in another's name, and spoils the codes, shuts nobody out (T17)", async () => {
    const ask = () => issueSignInToken({ db: database.prisma, secret, email, next: null });
    const spoil = (request: string) => Promise.all(Array.from({ length: 5 }, () => byCode(request, "WRONG234")));
    for (let sent = 0; sent < 5; sent += 1) await spoil((await ask()) ?? "");
    expect(await ask()).toBeNull();
    for (let minutes = 10; minutes <= 60; minutes += 10) {
      await age("9 minutes 55 seconds");
      expect(await ask()).toBeNull();
      // What is in the mailbox works until the next may come.
      const newest = (await readQueue()).at(-1);
      expect(await findSignInAddress({ db: database.prisma, secret, link: newest ? open(newest).link : "" })).toBe(
        email,
      );
      await age("5 seconds");
      const answers = await Promise.all(Array.from({ length: 6 }, ask));
      const request = answers.find((one) => one !== null);
      if (minutes < 60) expect(answers.filter(Boolean)).toHaveLength(1);
      await spoil(request ?? "");
    }
    const { rows } = await database.pool.query(
      "SELECT count(*)::int AS mails FROM verification_tokens WHERE created_at > now() - interval '1 hour'",
    );
    expect(rows[0].mails).toBeLessThanOrEqual(10);
    const last = (await readQueue()).at(-1);
    expect(await byLink(last ? open(last).link : "")).toMatchObject({ email });
  });

  it("is queued for every address alike, so that nothing tells who is enrolled", async () => {
    await database.owner.query("INSERT INTO administrators (email) VALUES ('known@example.org')");
    const shape = ({ email: _, request: __, sealed, ...rest }: QueuedMail) => ({ ...rest, length: sealed.length });
    const [known, unknown] = [
      await issue({ email: "known@example.org" }),
      await issue({ email: "nobody@example.org" }),
    ];
    expect(shape(known.mail)).toEqual(shape(unknown.mail));
  });
});
