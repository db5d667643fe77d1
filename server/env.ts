import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";
import { createKeyRing, type KeyRing } from "./key-ring";
import { isLoopback } from "./loopback";
import { followKeyFile, KeyRingProblem, parseKeyRing } from "./read-key-ring";
import { fillFromFiles, SECRETS } from "./secret-files";

const secretKey = (name: string) =>
  z
    .string(`${name} is missing. Make one with: openssl rand -base64 32`)
    .refine((value) => Buffer.from(value, "base64").length === 32, {
      message: `${name} must be 32 bytes in base64. Make one with: openssl rand -base64 32`,
    });

const onOff = (name: string) =>
  z.enum(["on", "off"], { message: `${name} must be "on" or "off".` }).transform((value) => value === "on");

const wholeNumber = (name: string, least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `${name} must be a whole number from ${least} to ${most}.`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `${name} must be a whole number from ${least} to ${most}.`);

const webAddress = (name: string, example: string) =>
  z
    .string(`${name} is missing, for example ${example}.`)
    .refine(
      (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).pathname === "/",
      { message: `${name} must be a web address without a path, for example ${example}.` },
    );

const shape = z.object({
  NODE_ENV: z.string().default("production"),
  DEMONSTRATION: onOff("DEMONSTRATION").optional(),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      "DATABASE_URL must begin with postgresql://, for example postgresql://bursar:password@localhost:5432/bursar.",
    )
    .optional(),
  MIGRATION_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "MIGRATION_DATABASE_URL must begin with postgresql://, as DATABASE_URL does.")
    .optional(),
  DATABASE_POOL: wholeNumber("DATABASE_POOL", 2, 100).default(12),
  PORT: wholeNumber("PORT", 1, 65_535).default(3000),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: webAddress("PUBLIC_URL", "https://credits.example.org").optional(),
  SESSION_SECRET: z
    .string()
    .min(32, "SESSION_SECRET must have 32 characters or more. Make one with: openssl rand -base64 32")
    .optional(),
  CODE_KEY: secretKey("CODE_KEY").optional(),
  CODE_KEYS: z.string().optional(),
  FINGERPRINT_KEY: secretKey("FINGERPRINT_KEY").optional(),
  AUDIT_KEY: secretKey("AUDIT_KEY").optional(),
  AUDIT_HEAD_FILE: z.string().min(1).default(".data/audit-heads.jsonl"),
  SMTP_URL: z
    .string()
    .regex(
      /^smtps?:\/\//,
      "SMTP_URL must begin with smtp:// or smtps://, for example smtp://user:password@mail.example.org:587.",
    )
    .refine(
      (value) => URL.canParse(value) && new URL(value).hostname !== "",
      "SMTP_URL must name a server, for example smtp://user:password@mail.example.org:587; in user and password characters such as @, / and # are written %40, %2F and %23.",
    )
    .optional(),
  SMTP_TLS: z
    .enum(["required", "optional"], { message: 'SMTP_TLS must be "required" or "optional".' })
    .default("required"),
  MAIL_FROM: z.string().min(3).optional(),
  OIDC_NAME: z.string().min(1).default("your institution"),
  OIDC_ISSUER: z
    .url("OIDC_ISSUER must be a web address, for example https://login.example.org.")
    .refine((value) => {
      if (!URL.canParse(value)) return true;
      const { protocol, hostname } = new URL(value);
      return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
    }, "OIDC_ISSUER must begin with https://, for example https://login.example.org: who answers there says who people are.")
    .optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  TRUSTED_PROXIES: wholeNumber("TRUSTED_PROXIES", 0, 10).default(0),
  SECOND_FACTOR: z.enum(["off", "staff"], { message: 'SECOND_FACTOR must be "off" or "staff".' }).default("off"),
  WORKER: onOff("WORKER").default(true),
  METRICS_PORT: wholeNumber("METRICS_PORT", 1, 65_535).optional(),
  METRICS_HOST: z.string().min(1).default("127.0.0.1"),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url("OTEL_EXPORTER_OTLP_ENDPOINT must be a web address, for example http://localhost:4318.")
    .optional(),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"], {
      message: "LOG_LEVEL must be debug, info, warn, error or silent.",
    })
    .default("info"),
});

type Variables = z.infer<typeof shape>;

/** The name of every setting; the test beside this file holds `.env.example` to it. */
export const variableNames: readonly string[] = [...Object.keys(shape.shape), ...SECRETS.map((name) => `${name}_FILE`)];

/** Settings of the portal, read once. Everything here was checked; nothing else reads `process.env`. */
export type Environment = {
  demonstration: boolean;
  databaseUrl: string | undefined;
  /** The owner's address; the web server's process never has it. */
  migrationDatabaseUrl: string | undefined;
  databasePool: number;
  port: number;
  host: string;
  publicUrl: string;
  sessionSecret: string;
  codeRing: KeyRing;
  fingerprintKey: Buffer;
  auditKey: Buffer;
  /** Path of the file that keeps the heads of the audit trail outside the database. */
  auditHeadFile: string;
  smtpUrl: string | undefined;
  /** Whether a mail server elsewhere must offer TLS. */
  smtpTls: Variables["SMTP_TLS"];
  mailFrom: string;
  oidc: { name: string; issuer: string; clientId: string; clientSecret: string } | undefined;
  /** How many proxies in front of the portal add the address that they were asked from to X-Forwarded-For. */
  trustedProxies: number;
  /** Whether instructors, assistants and administrators must present a passkey once in each session. */
  secondFactor: Variables["SECOND_FACTOR"];
  worker: boolean;
  /** Where the metrics are served; undefined: nowhere. */
  metrics: { host: string; port: number } | undefined;
  /** The base address of a collector of traces that speaks OTLP over HTTP; undefined: none are made. */
  traceCollector: string | undefined;
  logLevel: Variables["LOG_LEVEL"];
};

/** Thrown by `readEnvironment`; the message has one sentence for each variable that is missing or wrong. */
export class EnvironmentProblem extends Error {
  override name = "EnvironmentProblem";
}

/**
 * Reads and checks the settings; `.env.example` explains each variable.
 * Throws `EnvironmentProblem` naming every variable that is missing or wrong. The demonstration (on by default without
 * DATABASE_URL) needs its secrets in `source` too: `npm start` makes them once. It refuses to listen off loopback,
 * because anyone may sign in there as anyone.
 */
export function readEnvironment(source: Record<string, string | undefined>): Environment {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const { filled, problems: unread } = fillFromFiles(given);
  const parsed = shape.safeParse(filled);
  const wrong = [...unread, ...(parsed.error?.issues.map((issue) => issue.message) ?? [])];
  if (!parsed.success || unread.length > 0) {
    throw new EnvironmentProblem([...new Set(wrong)].join("\n"));
  }
  const variables = parsed.data;
  const demonstration = variables.DEMONSTRATION ?? variables.DATABASE_URL === undefined;
  const ring = readRing(variables, given.CODE_KEYS_FILE);
  const problems = findProblems(variables, demonstration, ring);
  if (problems.length > 0) {
    throw new EnvironmentProblem(problems.join("\n"));
  }
  if (typeof ring !== "object") throw new Error("A ring without a problem is there.");
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = variables;
  const publicUrl = variables.PUBLIC_URL ?? `http://localhost:${variables.PORT}`;
  return {
    demonstration,
    databaseUrl: variables.DATABASE_URL,
    migrationDatabaseUrl: variables.MIGRATION_DATABASE_URL,
    databasePool: variables.DATABASE_POOL,
    port: variables.PORT,
    host: variables.HOST,
    publicUrl: publicUrl.replace(/\/$/, ""),
    sessionSecret: variables.SESSION_SECRET ?? "",
    codeRing: ring,
    fingerprintKey: Buffer.from(variables.FINGERPRINT_KEY ?? "", "base64"),
    auditKey: Buffer.from(variables.AUDIT_KEY ?? "", "base64"),
    auditHeadFile: variables.AUDIT_HEAD_FILE,
    smtpUrl: variables.SMTP_URL,
    smtpTls: variables.SMTP_TLS,
    mailFrom: variables.MAIL_FROM ?? "Bursar <bursar@example.org>",
    oidc:
      issuer && clientId && clientSecret ? { name: variables.OIDC_NAME, issuer, clientId, clientSecret } : undefined,
    trustedProxies: variables.TRUSTED_PROXIES,
    secondFactor: variables.SECOND_FACTOR,
    worker: variables.WORKER,
    metrics: variables.METRICS_PORT ? { host: variables.METRICS_HOST, port: variables.METRICS_PORT } : undefined,
    traceCollector: variables.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/$/, ""),
    logLevel: variables.LOG_LEVEL,
  };
}

/** The ring of CODE_KEY (of one) or CODE_KEYS; a sentence when it cannot be used, undefined when there is none. A file is followed while it changes. */
function readRing(variables: Variables, file: string | undefined): KeyRing | string | undefined {
  const { CODE_KEY: one, CODE_KEYS: several } = variables;
  if (one !== undefined && several !== undefined) {
    return "CODE_KEY and CODE_KEYS are both set. Put the key of CODE_KEY into CODE_KEYS, and take CODE_KEY away.";
  }
  const text = one ?? several;
  if (text === undefined) return undefined;
  const path = one === undefined && file !== undefined ? resolve(file) : undefined;
  const source = path ? `the file ${path}` : one ? "CODE_KEY" : "CODE_KEYS";
  try {
    const entries = parseKeyRing({ text, source });
    return createKeyRing({ source, entries, reread: path ? followKeyFile({ file: path, source }) : undefined });
  } catch (error) {
    if (!(error instanceof KeyRingProblem)) throw error;
    return error.message;
  }
}

function findProblems(variables: Variables, demonstration: boolean, ring: KeyRing | string | undefined): string[] {
  const problems: string[] = [];
  const need = (name: keyof Variables, why: string) => {
    if (variables[name] === undefined) {
      problems.push(`${name} is missing: ${why}`);
    }
  };
  need("SESSION_SECRET", "it signs sessions. Make one with: openssl rand -base64 32");
  if (ring === undefined) need("CODE_KEY", "it encrypts codes. Make one with: openssl rand -base64 32");
  if (typeof ring === "string") problems.push(ring);
  need("FINGERPRINT_KEY", "it tells codes apart without reading them. Make one with: openssl rand -base64 32");
  need("AUDIT_KEY", "it seals the audit trail. Make one with: openssl rand -base64 32");
  const fingerprintKey = Buffer.from(variables.FINGERPRINT_KEY ?? "", "base64");
  if (typeof ring === "object" && ring.list().some(({ key }) => key.equals(fingerprintKey))) {
    problems.push(`FINGERPRINT_KEY must differ from ${ring.source}. Make another with: openssl rand -base64 32`);
  }
  if (!demonstration) {
    need("PUBLIC_URL", "people's mails link to it, for example https://credits.example.org.");
    need("SMTP_URL", "sign-in mails go through it, for example smtp://user:password@mail.example.org:587.");
    need("MAIL_FROM", 'mails are sent in its name, for example "Bursar <bursar@example.org>".');
  } else if (!isLoopback(variables.HOST)) {
    problems.push(
      `HOST is ${variables.HOST}, but the demonstration lets anyone sign in as anyone, so it listens only on 127.0.0.1. Unset HOST, or set DEMONSTRATION=off and the settings of .env.example.`,
    );
  }
  const { protocol, hostname } = new URL(variables.PUBLIC_URL ?? "http://localhost");
  const mayHavePasskeys =
    hostname === "localhost" || (protocol === "https:" && isIP(hostname.replace(/^\[|\]$/g, "")) === 0);
  if (variables.SECOND_FACTOR === "staff" && !mayHavePasskeys) {
    problems.push(
      "SECOND_FACTOR is staff, but browsers make passkeys only for a host's name on https: PUBLIC_URL must be such an address, or SECOND_FACTOR=off.",
    );
  }
  if (variables.METRICS_PORT === variables.PORT) {
    problems.push("METRICS_PORT must differ from PORT: the metrics are not for the portal's visitors.");
  }
  const oidc = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;
  const set = oidc.filter((name) => variables[name] !== undefined);
  if (set.length > 0 && set.length < oidc.length) {
    const missing = oidc.filter((name) => variables[name] === undefined);
    problems.push(`${missing.join(" and ")} missing: signing in by OpenID Connect needs ${oidc.join(", ")} together.`);
  }
  return problems;
}

let current: Environment | undefined;

/** The checked settings of this process. Throws `EnvironmentProblem` on the first call if they are wrong. */
export function environment(): Environment {
  current ??= readEnvironment(process.env);
  return current;
}
