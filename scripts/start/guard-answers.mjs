// What the portal tells every browser with every answer: pages, files, redirects, errors and what does not exist. It stands before Next, because only
// here is there one place that every answer passes: docs/decisions/0022-headers-before-next.md.
import { randomBytes } from "node:crypto";

const FOUND_BY_SEARCH = new Set(["/", "/help"]);
const SIGNED_OUT = /\/sign-in\?done=signed-out/;
const IMMUTABLE = /^\/_next\/static\//;

/** Scripts by nonce and by what those load; styles, fonts and pictures from here; nothing else, and no element or attribute that carries a script. */
function pagePolicy(nonce) {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

// A browser that shows a picture or a PDF by itself styles the page that it makes around it by attributes.
const FILE =
  "default-src 'none'; style-src-attr 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
const FILE_POLICY = `${FILE}; sandbox`;
/** Chromium shows no PDF in a sandbox; its viewer is an object of the page. */
const PDF_POLICY = `${FILE}; object-src 'self'`;

const UNUSED =
  "accelerometer autoplay camera display-capture encrypted-media fullscreen geolocation gyroscope hid idle-detection magnetometer";
const UNUSED_TOO =
  "microphone midi payment picture-in-picture screen-wake-lock serial storage-access usb web-share xr-spatial-tracking";

/** For every answer. Copying a code is the only power of a browser that the portal asks for. */
const ALWAYS = {
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": [
    ...`${UNUSED} ${UNUSED_TOO}`.split(" ").map((power) => `${power}=()`),
    "clipboard-write=(self)",
  ].join(", "),
};

/** What pages, actions, files and a proxy's look need. TRACE above all is answered by nobody: it would show a request's cookies to whoever asks. */
const METHODS = new Set(["GET", "HEAD", "POST", "OPTIONS"]);
/** The same, as the header Allow lists them. */
export const ALLOWED_METHODS = [...METHODS].join(", ");

/** Two years, as the browsers' own preload lists have it. */
const HTTPS_ONLY = "max-age=63072000; includeSubDomains";

/**
 * Answers with a function to call with each request and its response, before anybody else sees them. It gives the request the policy from which Next takes the
 * nonce, whatever the sender had put there, and completes the response's headers at the moment they go out. `publicUrl` is the portal's
 * address outside; only where that is https are browsers told to keep to https. It answers true when it has answered the request itself, with 405: then nobody
 * else may.
 */
export function guardAnswers({ publicUrl }) {
  const always = Object.entries(ALWAYS);
  if (publicUrl?.startsWith("https:")) {
    always.push(["Strict-Transport-Security", HTTPS_ONLY]);
  }
  return (request, response) => {
    const policy = pagePolicy(randomBytes(16).toString("base64"));
    request.headers["content-security-policy"] = policy;
    delete request.headers["content-security-policy-report-only"];
    const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
    const writeHead = response.writeHead;
    response.writeHead = (status, ...more) => {
      response.writeHead = writeHead;
      // Headers that come with the status would be seen by nobody here, and have the last word.
      const late = more.find((each) => typeof each === "object") ?? {};
      for (const [name, value] of Object.entries(late)) response.setHeader(name, value);
      for (const [name, value] of always) response.setHeader(name, value);
      response.setHeader("Content-Security-Policy", policyFor(response, policy));
      if (!IMMUTABLE.test(path)) completePersonal({ response, path });
      const words = typeof more[0] === "string" ? [more[0]] : [];
      return writeHead.call(response, status, ...words);
    };
    if (METHODS.has(request.method)) return false;
    response.writeHead(405, { "Content-Type": "text/plain; charset=utf-8", Allow: ALLOWED_METHODS });
    response.end("The portal knows no such method.\n");
    return true;
  };
}

function policyFor(response, policy) {
  const type = String(response.getHeader("content-type") ?? "");
  if (type.startsWith("text/html")) return policy;
  return type.startsWith("application/pdf") ? PDF_POLICY : FILE_POLICY;
}

function completePersonal({ response, path }) {
  // Pages say it themselves; "not found" from a route that serves files, and the way to the sign-in page, would not.
  if (!response.hasHeader("cache-control")) response.setHeader("Cache-Control", "private, no-store");
  if (!FOUND_BY_SEARCH.has(path)) response.setHeader("X-Robots-Tag", "noindex, nofollow");
  // Whether the form was sent by a script or without one. The cookie is gone by then; this takes what a browser has kept of the pages.
  if (SIGNED_OUT.test(String(response.getHeader("location") ?? response.getHeader("x-action-redirect") ?? ""))) {
    response.setHeader("Clear-Site-Data", '"cache", "storage"');
  }
}
