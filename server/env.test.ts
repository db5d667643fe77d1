import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Environment, EnvironmentProblem, readEnvironment, variableNames } from "./env";

const key = (text: string) => Buffer.alloc(32, text).toString("base64");

const secrets = {
  SESSION_SECRET: "signs-the-sessions-of-this-test-only",
  CODE_KEY: key("code"),
  FINGERPRINT_KEY: key("fingerprint"),
  AUDIT_KEY: key("audit"),
};
const site = {
  ...secrets,
  DEMONSTRATION: "off",
  DATABASE_URL: "postgresql://bursar:password@localhost:5432/bursar",
  PUBLIC_URL: "https://credits.example.org",
  SMTP_URL: "smtp://mail.example.org:587",
  MAIL_FROM: "Bursar <bursar@example.org>",
};

/** The sentences that a person reads who starts the portal with these settings; none when they are in order. */
function complaints(source: Record<string, string | undefined>): string[] {
  try {
    readEnvironment(source);
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentProblem)) throw error;
    return error.message.split("\n");
  }
}

describe("settings in order", () => {
  it("serve a site", () => {
    const environment: Environment = readEnvironment(site);
    expect(environment).toMatchObject({
      demonstration: false,
      databaseUrl: site.DATABASE_URL,
      migrationDatabaseUrl: undefined,
      publicUrl: "https://credits.example.org",
      smtpUrl: site.SMTP_URL,
      mailFrom: site.MAIL_FROM,
      oidc: undefined,
      worker: true,
      port: 3000,
      host: "127.0.0.1",
    });
    expect(environment.codeRing.list().map(({ key }) => key)).toEqual([Buffer.alloc(32, "code")]);
    expect(environment.fingerprintKey).toEqual(Buffer.alloc(32, "fingerprint"));
  });

  it("without a database mean the demonstration, which needs no mail server", () => {
    expect(readEnvironment(secrets)).toMatchObject({
      demonstration: true,
      publicUrl: "http://localhost:3000",
      smtpUrl: undefined,
    });
  });

  it("with a database mean a site, unless the demonstration is asked for", () => {
    expect(readEnvironment({ ...site, DEMONSTRATION: undefined }).demonstration).toBe(false);
    expect(readEnvironment({ ...site, DEMONSTRATION: "on" }).demonstration).toBe(true);
  });

  it("may leave variables empty, as a copied .env.example does", () => {
    expect(
      complaints({ ...site, SMTP_URL: site.SMTP_URL, OIDC_ISSUER: "", OIDC_NAME: "", PORT: "", WORKER: "" }),
    ).toEqual([]);
  });

  it("name an OpenID Connect provider in full", () => {
    const provider = {
      OIDC_NAME: "Example University",
      OIDC_ISSUER: "https://login.example.org",
      OIDC_CLIENT_ID: "bursar",
      OIDC_CLIENT_SECRET: "hush",
    };
    const { oidc } = readEnvironment({ ...site, ...provider });
    expect(oidc).toEqual({
      name: "Example University",
      issuer: "https://login.example.org",
      clientId: "bursar",
      clientSecret: "hush",
    });
  });
});

describe("a missing setting", () => {
  it.each(["SESSION_SECRET", "CODE_KEY", "FINGERPRINT_KEY", "AUDIT_KEY", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM"])(
    "%s is named in one sentence",
    (name) => {
      const found = complaints({ ...site, [name]: undefined });
      expect(found).toHaveLength(1);
      expect(found[0]).toMatch(new RegExp(`^${name} is missing: `));
    },
  );

  it("is named together with all others", () => {
    expect(complaints({ DEMONSTRATION: "off" }).map((sentence) => sentence.split(" ")[0])).toEqual([
      "SESSION_SECRET",
      "CODE_KEY",
      "FINGERPRINT_KEY",
      "AUDIT_KEY",
      "PUBLIC_URL",
      "SMTP_URL",
      "MAIL_FROM",
    ]);
  });

  it.each([
    ["OIDC_ISSUER", "https://login.example.org"],
    ["OIDC_CLIENT_ID", "bursar"],
    ["OIDC_CLIENT_SECRET", "hush"],
  ])("of a provider is named when only %s is there", (name, value) => {
    const [sentence, ...more] = complaints({ ...site, [name]: value });
    expect(more).toEqual([]);
    const others = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"].filter((other) => other !== name);
    expect(sentence).toContain(`${others.join(" and ")} missing`);
  });

  it("in the demonstration is never a secret made up in silence", () => {
    expect(complaints({}).map((sentence) => sentence.split(" ")[0])).toEqual([
      "SESSION_SECRET",
      "CODE_KEY",
      "FINGERPRINT_KEY",
      "AUDIT_KEY",
    ]);
  });
});

describe("a wrong setting", () => {
  const wrong: Array<[name: string, value: string]> = [
    ["DEMONSTRATION", "yes"],
    ["DATABASE_URL", "mysql://localhost/bursar"],
    ["DATABASE_POOL", "1"],
    ["DATABASE_POOL", "many"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "3000.5"],
    ["PORT", "-1"],
    ["PUBLIC_URL", "credits.example.org"],
    ["PUBLIC_URL", "https://example.org/credits"],
    ["PUBLIC_URL", "ftp://credits.example.org"],
    ["SESSION_SECRET", "too short"],
    ["CODE_KEY", "bm90IDMyIGJ5dGVz"],
    ["FINGERPRINT_KEY", "bm90IDMyIGJ5dGVz"],
    ["AUDIT_KEY", "bm90IDMyIGJ5dGVz"],
    ["MIGRATION_DATABASE_URL", "mysql://localhost/bursar"],
    ["SMTP_URL", "ftp://letters.example.net"],
    ["SMTP_URL", "smtp://:2525"],
    ["SMTP_URL", "smtp://bursar:pass#word@mail.example.org"],
    ["SMTP_TLS", "no"],
    ["OIDC_ISSUER", "login"],
    ["OIDC_ISSUER", "http://login.example.org"],
    ["OIDC_ISSUER", "ftp://127.0.0.1/"],
    ["WORKER", "true"],
    ["LOG_LEVEL", "loud"],
  ];
  const provider = { OIDC_ISSUER: "https://login.example.org", OIDC_CLIENT_ID: "bursar", OIDC_CLIENT_SECRET: "hush" };

  it.each(wrong)("%s=%s is named in one sentence, without its value", (name, value) => {
    const found = complaints({ ...site, ...provider, [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name} must `));
    if (/SECRET|KEY|DATABASE_URL|SMTP_URL/.test(name)) expect(found[0]).not.toContain(value);
  });

  it("is one key for two purposes", () => {
    expect(complaints({ ...site, FINGERPRINT_KEY: site.CODE_KEY })).toEqual([
      expect.stringMatching(/^FINGERPRINT_KEY must differ from CODE_KEY/),
    ]);
  });
});

describe("keys (T23)", () => {
  const { CODE_KEY: _, ...others } = site;

  it("may be several, the first of which seals", () => {
    const { codeRing } = readEnvironment({ ...others, CODE_KEYS: `${key("new")}, ${site.CODE_KEY}` });
    expect(codeRing.list().map((one) => one.key)).toEqual([Buffer.alloc(32, "new"), Buffer.alloc(32, "code")]);
  });

  it("are missing, given both ways, or one of them serves two purposes: each is named", () => {
    expect(complaints(others)).toEqual([expect.stringMatching(/^CODE_KEY is missing/)]);
    expect(complaints({ ...site, CODE_KEYS: key("new") })).toEqual([expect.stringContaining("are both set")]);
    const twice = { ...others, CODE_KEYS: `${key("new")},${site.FINGERPRINT_KEY}` };
    expect(complaints(twice)).toEqual([expect.stringMatching(/^FINGERPRINT_KEY must differ from CODE_KEYS/)]);
  });

  it("and other secrets may stand in files of their own", () => {
    const folder = mkdtempSync(join(tmpdir(), "bursar-env-"));
    const put = (name: string, text: string) => {
      writeFileSync(join(folder, name), `${text}\n`, { mode: 0o600 });
      return join(folder, name);
    };
    const { SESSION_SECRET, FINGERPRINT_KEY, ...rest } = others;
    const files = {
      CODE_KEYS_FILE: put("code", site.CODE_KEY),
      FINGERPRINT_KEY_FILE: put("fingerprint", FINGERPRINT_KEY),
      SESSION_SECRET_FILE: put("session", SESSION_SECRET),
    };
    const read = readEnvironment({ ...rest, ...files });
    expect(read).toMatchObject({ sessionSecret: SESSION_SECRET, fingerprintKey: Buffer.alloc(32, "fingerprint") });
    expect(read.codeRing.source).toBe(`the file ${files.CODE_KEYS_FILE}`);
    expect(complaints({ ...rest, ...files, SESSION_SECRET })).toEqual([
      "SESSION_SECRET and SESSION_SECRET_FILE are both set. Keep one of them.",
    ]);
    rmSync(folder, { recursive: true });
  });
});

describe("the demonstration", () => {
  it.each(["0.0.0.0", "192.0.2.7", "::", "credits.example.org"])("refuses to listen on %s", (host) => {
    const [sentence, ...more] = complaints({ ...secrets, HOST: host });
    expect(more).toEqual([]);
    expect(sentence).toContain(`HOST is ${host}`);
    expect(sentence).toContain("127.0.0.1");
  });

  it.each(["127.0.0.1", "::1", "localhost"])("listens on %s", (host) => {
    expect(complaints({ ...secrets, HOST: host })).toEqual([]);
  });

  it("is no bar to a site that listens everywhere", () => {
    expect(complaints({ ...site, HOST: "0.0.0.0" })).toEqual([]);
  });
});

describe(".env.example", () => {
  const text = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
  const entries = [...text.matchAll(/^#? ?([A-Z][A-Z_]+)=(.*)$/gm)].map(([, name = "", value = ""]) => ({
    name,
    value,
  }));

  it("names exactly the variables that server/env.ts reads", () => {
    // NODE_ENV is set by the programs that start the portal, not by a person.
    const read = variableNames.filter((name) => name !== "NODE_ENV");
    expect(entries.map(({ name }) => name).sort()).toEqual([...read].sort());
  });

  it("explains each in a comment above it", () => {
    const lines = text.split("\n");
    const isEntry = (line = "") => /^#? ?[A-Z][A-Z_]+=/.test(line);
    const isComment = (line = "") => line.startsWith("# ") && !isEntry(line);
    expect(lines.filter((line, index) => isEntry(line) && !isComment(lines[index - 1]))).toEqual([]);
  });

  it("holds no secret", () => {
    const filled = entries.filter(({ name, value }) => /SECRET|KEY/.test(name) && value !== "");
    expect(filled).toEqual([]);
  });
});
