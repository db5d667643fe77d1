import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { v7 as uuid7 } from "uuid";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { environment } from "../../env";
import { confirmSession, sendConfirmationCode } from "../confirm-again";
import { enterUser } from "../enter-user";
import { isConfirmed } from "../is-confirmed";
import type { Session } from "../session";
import { addPasskey, beginPasskey } from "./add-passkey";
import { beginPresenting, presentPasskey } from "./present-passkey";
import { makeRecoveryCodes, spendRecoveryCode } from "./recovery-codes";
import { removePasskey, resetSecondFactor } from "./remove-passkeys";
import { isFactorDue, lacksFactor, noteFactor } from "./second-factor";

const party = { id: "localhost", origin: "http://localhost:3000" };
let database: TestDatabase;
let session: Session;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
let people = 0;
beforeEach(async () => {
  session = await begin(`iris-${people++}@example.org`);
});
afterEach(() => {
  environment().secondFactor = "off";
});

const at = (who: Session) => ({ db: database.prisma, session: who, party });
const begin = async (email: string): Promise<Session> => {
  const user = await enterUser(database.prisma, { email });
  return { sessionId: uuid7(), userId: user.id, sessionVersion: user.sessionVersion, email, name: null };
};
const again = (who: Session): Session => ({ ...who, sessionId: uuid7() });
/** As a code by mail does. */
const confirmByMail = (who: Session) =>
  database.pool.query("INSERT INTO session_confirmations (session_id, user_id) VALUES ($1, $2)", [
    who.sessionId,
    who.userId,
  ]);
const mails = async () => {
  const { rows } = await database.pool.query(
    "SELECT payload->>'what' AS what FROM outbox_jobs WHERE task = 'send-passkey-mail' AND payload->>'userId' = $1 ORDER BY id",
    [session.userId],
  );
  return rows.map(({ what }) => what);
};

/** What a device does: real keys and real signatures, over what the browser was asked. */
function makeDevice() {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const id = createHash("sha256").update(uuid7()).digest().subarray(0, 20);
  return { id, publicKey, privateKey, count: 0 };
}
type Device = ReturnType<typeof makeDevice> & { privateKey: KeyObject };
type Twist = { origin?: string; rp?: string; flags?: number; count?: number };
const PRESENT_AND_VERIFIED = 0x05;
const PRESENT_ONLY = 0x01;
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha = (text: string | Buffer) => createHash("sha256").update(text).digest();

function data(type: string, challenge: string, { origin = party.origin }: Twist): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}
function head({ rp = party.id, flags = PRESENT_AND_VERIFIED }: Twist, count: number, more = 0): Buffer {
  const counted = Buffer.alloc(5);
  counted.writeUInt8(flags | more);
  counted.writeUInt32BE(count, 1);
  return Buffer.concat([sha(rp), counted]);
}

function make(device: Device, challenge: string, twist: Twist = {}): RegistrationResponseJSON {
  const { x = "", y = "" } = device.publicKey.export({ format: "jwk" });
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "base64url"));
  const key = isoCBOR.encode(
    new Map<number, number | Uint8Array<ArrayBuffer>>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, bytes(x)],
      [-3, bytes(y)],
    ]),
  );
  const length = Buffer.alloc(2);
  length.writeUInt16BE(device.id.length);
  const authData = Uint8Array.from(Buffer.concat([head(twist, 0, 0x40), Buffer.alloc(16), length, device.id, key]));
  const attestation = new Map<string, unknown>([
    ["fmt", "none"],
    ["attStmt", new Map()],
    ["authData", authData],
  ]);
  return {
    id: base64url(device.id),
    rawId: base64url(device.id),
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: base64url(data("webauthn.create", challenge, twist)),
      attestationObject: base64url(isoCBOR.encode(attestation as never)),
      transports: ["internal"],
    },
  };
}

function answer(device: Device, challenge: string, twist: Twist = {}): AuthenticationResponseJSON {
  device.count += 1;
  const authData = head(twist, twist.count ?? device.count);
  const client = data("webauthn.get", challenge, twist);
  const signature = sign("sha256", Buffer.concat([authData, sha(client)]), device.privateKey);
  return {
    id: base64url(device.id),
    rawId: base64url(device.id),
    type: "public-key",
    clientExtensionResults: {},
    response: {
      clientDataJSON: base64url(client),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
    },
  };
}

async function add(who: Session, device = makeDevice(), twist: Twist = {}) {
  const begun = await beginPasskey(at(who));
  if (!begun.ok) throw new Error(begun.sentence);
  const response = make(device, begun.value.challenge, twist);
  return { device, response, added: await addPasskey({ ...at(who), name: "Key", response }) };
}
async function withPasskey(who: Session) {
  await confirmByMail(who);
  const { device, added } = await add(who);
  expect(added).toMatchObject({ ok: true });
  return device;
}
async function ask(who: Session): Promise<string> {
  return (await beginPresenting(at(who)))?.challenge ?? "";
}
const present = (who: Session, response: AuthenticationResponseJSON) => presentPasskey({ ...at(who), response });
const confirmed = (who: Session) => isConfirmed({ db: database.prisma, session: who });

describe("adding a passkey", () => {
  it("takes a session that was confirmed, and tells the person by mail", async () => {
    expect(await beginPasskey(at(session))).toMatchObject({ ok: false, reason: "confirm" });
    await withPasskey(session);
    expect(await mails()).toEqual(["added"]);
  });

  it("is refused to an answer of another origin, for another host, unverified, or given twice", async () => {
    await confirmByMail(session);
    for (const twist of [{ origin: "https://evil.example" }, { rp: "evil.example" }, { flags: PRESENT_ONLY }]) {
      expect((await add(session, makeDevice(), twist)).added).toMatchObject({ ok: false, reason: "failed" });
    }
    const { response } = await add(session);
    expect(await addPasskey({ ...at(session), name: "Replayed", response })).toMatchObject({ ok: false });
    expect(await database.prisma.passkey.count({ where: { userId: session.userId } })).toBe(1);
  });

  it("takes no device that is somebody else's passkey already", async () => {
    const device = await withPasskey(session);
    const other = await begin("other@example.org");
    await confirmByMail(other);
    expect((await add(other, device)).added).toMatchObject({ ok: false });
  });
});

describe("presenting a passkey", () => {
  it("confirms the session that was asked, and no other of the same person", async () => {
    const device = await withPasskey(session);
    const [one, two] = [again(session), again(session)];
    expect(await present(one, answer(device, await ask(one)))).toBe(true);
    expect([await confirmed(one), await confirmed(two)]).toEqual([true, false]);
    const challenge = await ask(one);
    await ask(two);
    expect(await present(two, answer(device, challenge))).toBe(false);
  });

  it("is refused when it is replayed, old, of another origin or host, unverified, or its count does not go up", async () => {
    const device = await withPasskey(session);
    const later = again(session);
    const response = answer(device, await ask(later));
    expect(await present(later, response)).toBe(true);
    expect(await present(later, response)).toBe(false);
    await ask(later);
    expect(await present(later, response)).toBe(false);
    for (const twist of [
      { origin: "https://evil.example" },
      { rp: "evil.example" },
      { flags: PRESENT_ONLY },
      { count: 1 },
    ]) {
      const fresh = again(session);
      expect(await present(fresh, answer(device, await ask(fresh), twist)), JSON.stringify(twist)).toBe(false);
      expect(await confirmed(fresh)).toBe(false);
    }
    const late = await ask(later);
    await database.pool.query("UPDATE passkey_challenges SET expires_at = now() - interval '1 second'");
    expect(await present(later, answer(device, late))).toBe(false);
  });

  it("takes one answer to a question, also from a device that does not count", async () => {
    const device = await withPasskey(session);
    const later = again(session);
    const response = answer(device, await ask(later), { count: 0 });
    const answers = await Promise.all([present(later, response), present(later, response)]);
    expect(answers.toSorted()).toEqual([false, true]);
    expect(await present(later, response)).toBe(false);
  });

  it("takes nobody else's passkey, however good its signature", async () => {
    await withPasskey(session);
    const mallory = await begin("mallory@example.org");
    const device = await withPasskey(mallory);
    const fresh = again(session);
    expect(await present(fresh, answer(device, await ask(fresh)))).toBe(false);
    expect(await present(fresh, { ...answer(device, await ask(fresh)), id: "unknown" })).toBe(false);
  });

  it("takes the place of the code by mail", async () => {
    const secret = "a secret of thirty-two characters or more";
    const mail = { db: database.prisma, secret, session, next: null };
    expect(await sendConfirmationCode(mail)).toBe(true);
    await withPasskey(session);
    expect(await sendConfirmationCode(mail)).toBe(false);
    expect(await confirmSession({ db: database.prisma, secret, session, typed: "ABCD2345" })).toBe(false);
  });
});

describe("recovery codes", () => {
  it("confirm once each, for their person only, and new ones take the place of the old", async () => {
    await withPasskey(session);
    const first = await makeRecoveryCodes({ db: database.prisma, session });
    const made = await makeRecoveryCodes({ db: database.prisma, session });
    if (!first.ok || !made.ok) throw new Error("no codes");
    expect(new Set(made.value).size).toBe(10);
    const { rows } = await database.pool.query("SELECT * FROM recovery_codes");
    for (const code of made.value) expect(JSON.stringify(rows)).not.toContain(code);
    const spend = (who: Session, typed = "") => spendRecoveryCode({ db: database.prisma, session: who, typed });
    const fresh = again(session);
    expect(await spend(fresh, first.value[0])).toBe(false);
    expect(await spend(await begin("mallory@example.org"), made.value[0])).toBe(false);
    const typed = made.value[0]?.toLowerCase().replaceAll("-", " ");
    const answers = await Promise.all([spend(fresh, typed), spend(again(session), typed)]);
    expect(answers.toSorted()).toEqual([false, true]);
    expect(await mails()).toEqual(["added", "recovered"]);
  });

  it("have 112 bits of chance or more, and those of four groups that were made before go on working", async () => {
    await withPasskey(session);
    const made = await makeRecoveryCodes({ db: database.prisma, session });
    if (!made.ok) throw new Error("no codes");
    const signs = made.value.map((code) => code.replaceAll("-", ""));
    for (const code of made.value) expect(code).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4})+$/);
    // Of 240 signs each of the 30 shows; one that stays out by chance happens once in a hundred runs, two once in twenty thousand.
    const alphabet = new Set(signs.join("")).size;
    expect(alphabet).toBeGreaterThanOrEqual(28);
    expect(alphabet).toBeLessThanOrEqual(30);
    for (const code of signs) expect(code.length * Math.log2(28)).toBeGreaterThanOrEqual(112);
    const hash = createHash("sha256").update(`recovery code ${session.userId} ABCD2345EFGH6789`).digest("hex");
    await database.prisma.recoveryCode.create({ data: { userId: session.userId, hash } });
    const spend = (typed: string) => spendRecoveryCode({ db: database.prisma, session: again(session), typed });
    expect([await spend("abcd-2345-efgh-6789"), await spend(made.value[0] ?? "")]).toEqual([true, true]);
  });

  it("are made for a confirmed session of somebody with a passkey, and go with the last one", async () => {
    await confirmByMail(session);
    expect(await makeRecoveryCodes({ db: database.prisma, session })).toMatchObject({ ok: false, reason: "none" });
    await add(session);
    expect(await makeRecoveryCodes({ db: database.prisma, session: again(session) })).toMatchObject({
      reason: "confirm",
    });
    expect(await makeRecoveryCodes({ db: database.prisma, session })).toMatchObject({ ok: true });
    const { id } = await database.prisma.passkey.findFirstOrThrow({ where: { userId: session.userId } });
    const remove = (who: Session) => removePasskey({ db: database.prisma, session: who, id });
    expect(await remove(again(session))).toMatchObject({ ok: false, reason: "confirm" });
    const mallory = await begin("mallory@example.org");
    await withPasskey(mallory);
    await remove(mallory);
    expect(await database.prisma.passkey.count({ where: { id } })).toBe(1);
    await remove(session);
    expect(await database.prisma.recoveryCode.count({ where: { userId: session.userId } })).toBe(0);
    expect(await mails()).toEqual(["added", "removed"]);
  });

  it("and passkeys are gone after a reset, and every session with them", async () => {
    await withPasskey(session);
    const reset = () => database.prisma.$transaction((tx) => resetSecondFactor(tx, { email: session.email }));
    expect(await reset()).toBe(session.userId);
    expect(await reset()).toBeNull();
    const user = await database.prisma.user.findUniqueOrThrow({ where: { id: session.userId } });
    expect(user.sessionVersion).toBe(session.sessionVersion + 1);
    expect(await mails()).toEqual(["added", "reset"]);
  });
});

describe("where a second factor is required", () => {
  const due = (who: Session) => isFactorDue({ db: database.prisma, session: who });

  it("it is due of administrators until they present one, once in each session, and of nobody who looks after nothing", async () => {
    expect([await due(session), await lacksFactor({ db: database.prisma, session })]).toEqual([false, false]);
    environment().secondFactor = "staff";
    expect(await due(session)).toBe(false);
    await database.owner.query("INSERT INTO administrators (email) VALUES ($1)", [session.email]);
    await confirmByMail(session);
    expect(await due(session)).toBe(true);
    await database.prisma.$transaction((tx) => noteFactor(tx, session));
    await database.pool.query("UPDATE session_confirmations SET confirmed_at = now() - interval '1 hour'");
    expect([await due(session), await due(again(session))]).toEqual([false, true]);
  });
});
