/** An answer as a scanner sees it; names of headers in small letters, `setCookies` the lines of Set-Cookie. */
export type Scanned = { headers: Record<string, string>; setCookies: string[]; body: string };

/** The points of each test of Mozilla's HTTP Observatory, beside the 100 that everybody begins with. */
export type Score = { total: number; points: Record<string, number> };

const BROAD = new Set(["*", "http:", "https:", "ftp:", "http://*", "https://*", "http://*.*", "https://*.*"]);
const SIX_MONTHS = 15_768_000;
const LEAST_FOR_BONUS = 90;

/**
 * Scores an answer that was sent over https, by the published rules and modifiers of Mozilla's HTTP Observatory (version 2, 2025): a bonus counts
 * only where the score without any is 90 or more. What it asks of a whole site (redirection from http, preloading) is the proxy's matter
 * and worth nothing above zero. A same-origin script without integrity is worth nothing either way.
 */
export function scoreHeaders(answer: Scanned): Score {
  const points = {
    csp: scorePolicy(answer.headers["content-security-policy"]),
    cookies: scoreCookies(answer),
    cors: scoreSharing(answer.headers),
    referrer: scoreReferrer(answer.headers["referrer-policy"]),
    hsts: scoreTransport(answer.headers["strict-transport-security"]),
    integrity: scoreIntegrity(answer),
    sniffing: answer.headers["x-content-type-options"]?.trim().toLowerCase() === "nosniff" ? 0 : -5,
    framing: scoreFraming(answer.headers),
    corp: scoreResourcePolicy(answer.headers["cross-origin-resource-policy"]),
  };
  const values = Object.values(points);
  const base = 100 + sum(values.filter((value) => value < 0));
  const total = base >= LEAST_FOR_BONUS ? base + sum(values.filter((value) => value > 0)) : Math.max(0, base);
  return { total, points };
}

const sum = (values: number[]) => values.reduce((one, other) => one + other, 0);

type Policy = Map<string, Set<string>>;

/** Of a directive that stands twice the first counts, as in a browser. */
function parsePolicy(text: string): Policy {
  const policy: Policy = new Map();
  for (const part of text.split(";")) {
    const [name = "", ...sources] = part.trim().split(/\s+/);
    if (name !== "" && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), new Set(sources));
  }
  return policy;
}

function scorePolicy(text: string | undefined): number {
  if (!text?.trim()) return -25;
  const policy = parsePolicy(text);
  const sources = (name: string) => new Set(policy.get(name) ?? policy.get("default-src") ?? ["*"]);
  const scripts = sources("script-src");
  const styles = sources("style-src");
  const isTrusted = (list: Set<string>) => [...list].some((source) => /^'(nonce|sha(256|384|512))-/.test(source));
  for (const list of [scripts, styles]) if (isTrusted(list)) list.delete("'unsafe-inline'");
  if (scripts.has("'strict-dynamic'")) {
    if (!isTrusted(scripts)) return -25;
    for (const source of scripts) if (source === "'self'" || BROAD.has(source)) scripts.delete(source);
  }
  const has = (list: Set<string>, ...more: string[]) =>
    [...list].some((source) => BROAD.has(source) || more.includes(source));
  if (has(scripts, "'unsafe-inline'", "data:") || has(sources("object-src"))) return -20;
  const passive = ["img-src", "media-src"];
  const active = [...policy].filter(([name]) => !passive.includes(name)).flatMap(([, list]) => [...list]);
  if (active.some((source) => /^(http|ftp):/.test(source))) return -20;
  if (scripts.has("'unsafe-eval'") || styles.has("'unsafe-eval'")) return -10;
  if (passive.some((name) => [...sources(name)].some((source) => /^(http|ftp):/.test(source)))) return -10;
  if (has(styles, "'unsafe-inline'", "data:")) return 0;
  const form = [...(policy.get("form-action") ?? [])].join(" ");
  const fallback = [...(policy.get("default-src") ?? [])].join(" ");
  return fallback === "'none'" && ["'none'", "'self'"].includes(form) ? 10 : 5;
}

function scoreCookies({ headers, setCookies }: Scanned): number {
  if (setCookies.length === 0) return 0;
  const isKeptToHttps = scoreTransport(headers["strict-transport-security"]) >= 0;
  const each = setCookies.map((line) => {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim().toLowerCase());
    const name = pair.split("=")[0] ?? "";
    const isSession = /login|sess/.test(name);
    const site = attributes.find((attribute) => attribute.startsWith("samesite"))?.split("=")[1];
    const isSecure = attributes.includes("secure");
    if (isSession && !isSecure) return isKeptToHttps ? -10 : -40;
    if (isSession && !attributes.includes("httponly")) return -30;
    if (!isSecure) return isKeptToHttps ? -5 : -20;
    if (site !== undefined && !["lax", "strict", "none"].includes(site)) return -20;
    if (site === undefined) return name.includes("csrf") ? -20 : 0;
    return 5;
  });
  return Math.min(...each);
}

/** Any page may read what is answered to anybody; with credentials that would be everything. */
function scoreSharing(headers: Record<string, string>): number {
  const isForAll = headers["access-control-allow-origin"] !== undefined;
  return isForAll && headers["access-control-allow-credentials"] === "true" ? -50 : 0;
}

function scoreReferrer(text: string | undefined): number {
  if (!text) return 0;
  const policy = text.split(",").at(-1)?.trim().toLowerCase() ?? "";
  return ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"].includes(policy) ? 5 : -5;
}

function scoreTransport(text: string | undefined): number {
  const age = /(?:^|;)\s*max-age=(\d+)\s*(?:;|$)/i.exec(text ?? "")?.[1];
  if (age === undefined) return -20;
  return Number(age) >= SIX_MONTHS ? 0 : -10;
}

function scoreIntegrity({ headers, body }: Scanned): number {
  if (!headers["content-type"]?.startsWith("text/html")) return 0;
  const sources = [...body.matchAll(/<script\b([^>]*)>/gi)].map(([, attributes = ""]) => ({
    src: /\ssrc="([^"]*)"/i.exec(attributes)?.[1],
    isSealed: /\sintegrity="/i.test(attributes),
  }));
  const loaded = sources.filter(({ src }) => src !== undefined);
  const foreign = loaded.filter(({ src }) => /^(https?:)?\/\//i.test(src ?? ""));
  if (foreign.some(({ src, isSealed }) => !/^https:/i.test(src ?? "") && !isSealed)) return -50;
  if (foreign.some(({ src }) => !/^https:/i.test(src ?? ""))) return -20;
  if (foreign.some(({ isSealed }) => !isSealed)) return -5;
  return loaded.some(({ isSealed }) => isSealed) ? 5 : 0;
}

function scoreFraming(headers: Record<string, string>): number {
  const ancestors = parsePolicy(headers["content-security-policy"] ?? "").get("frame-ancestors");
  if (ancestors && ![...ancestors].some((source) => BROAD.has(source))) return 5;
  return /^(deny|sameorigin)$/i.test(headers["x-frame-options"]?.trim() ?? "") ? 0 : -20;
}

function scoreResourcePolicy(text: string | undefined): number {
  if (text === undefined) return 0;
  const policy = text.trim().toLowerCase();
  if (policy === "same-origin" || policy === "same-site") return 10;
  return policy === "cross-origin" ? 0 : -5;
}
