// How a fault and a reached limit are answered over HTTP. A page, action or route handler of Next can say "503" or "429" by no means of
// its own: it redirects to the page that says so (server/fault.ts, server/too-often.ts). Here that redirect is caught before it leaves, and
// the page is sent in its place: with that status and Retry-After, at the address that was asked for, so that trying again tries the very
// thing again.
import { get, ServerResponse } from "node:http";

/** Seconds. PostgreSQL, killed, is back well within. */
const RETRY_AFTER = "10";
/** The pages that say so, each with its status and how many seconds to wait; "reference" and "of" say in the address which one it was. */
const PAGES = {
  "/trouble": { status: 503, retryAfter: () => RETRY_AFTER },
  "/too-often": {
    status: 429,
    retryAfter: (asked) => /^\d{1,6}$/.exec(asked.get("seconds") ?? "")?.[0] ?? RETRY_AFTER,
  },
};
const LONGEST_DRAWING = 10_000;
/** Of the redirect's headers: a cookie that the portal has set or taken away counts all the same. */
const KEPT = new Set(["set-cookie", "x-request-id"]);
/** Of the drawn page's headers: those about its connection and its length are this answer's own. */
const NOT_COPIED = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
  "etag",
  "x-request-id",
]);

/** Watches over the answer to one request; call it before the portal handles the request. */
export function answerFaults({ request, response }) {
  const { write, end, writeHead } = response;
  let said;
  const isFault = (status = response.statusCode, location = response.getHeader("location")) => {
    said ??= readRedirect(status, location);
    return said !== undefined;
  };
  response.writeHead = (status, ...rest) => {
    const headers = rest.at(-1);
    const location = response.getHeader("location") ?? headers?.location ?? headers?.Location;
    return isFault(status, location) ? response : writeHead.call(response, status, ...rest);
  };
  response.write = (...args) => {
    if (!isFault()) return write.apply(response, args);
    callBack(args);
    return true;
  };
  response.end = (...args) => {
    if (!isFault()) return end.apply(response, args);
    callBack(args);
    response.end = () => response;
    void answer({ request, response, said });
    return response;
  };
}

function readRedirect(status, location) {
  if (status < 300 || status > 399 || typeof location !== "string") return undefined;
  const { pathname, searchParams } = new URL(location, "http://portal");
  if (!Object.hasOwn(PAGES, pathname)) return undefined;
  const page = PAGES[pathname];
  const asked = new URLSearchParams([...searchParams, ["here", "yes"]]);
  return { path: `${pathname}?${asked}`, status: page.status, retryAfter: page.retryAfter(searchParams) };
}

function callBack(args) {
  const last = args.at(-1);
  if (typeof last === "function") process.nextTick(last);
}

async function answer({ request, response, said }) {
  const page = await drawPage({ request, path: said.path }).catch(() => plainPage(said));
  for (const name of response.getHeaderNames()) {
    if (!KEPT.has(name)) response.removeHeader(name);
  }
  for (const [name, value] of Object.entries(page.headers)) {
    if (value !== undefined && !NOT_COPIED.has(name)) response.setHeader(name, value);
  }
  response.setHeader("Cache-Control", "private, no-store");
  response.setHeader("Retry-After", said.retryAfter);
  ServerResponse.prototype.writeHead.call(response, said.status);
  ServerResponse.prototype.end.call(response, page.body);
}

/** Asks this very server for the page, as the address at which the request came in. */
function drawPage({ request, path }) {
  const { localAddress, localPort } = request.socket;
  const { host } = request.headers;
  return new Promise((resolve, reject) => {
    const options = { host: localAddress, port: localPort, path, headers: { host }, timeout: LONGEST_DRAWING };
    const asked = get(options, (answered) => {
      const parts = [];
      answered.on("data", (part) => parts.push(part));
      answered.once("error", reject);
      answered.once("end", () =>
        answered.statusCode === 200
          ? resolve({ headers: answered.headers, body: Buffer.concat(parts) })
          : reject(new Error(`the page answered ${answered.statusCode}`)),
      );
    });
    asked.once("timeout", () => asked.destroy(new Error("the page took too long")));
    asked.once("error", reject);
  });
}

/** For when not even that page can be made: the portal is just ending, say. */
function plainPage({ status }) {
  const [title, words] =
    status === 429
      ? ["Too often in a short time", "Nothing was done this time. Please try again in a few minutes."]
      : [
          "Something went wrong on our side",
          `Nothing that you had is lost: a code that was given to you is still yours, and asking again never costs a second one.
Please try again in a minute.`,
        ];
  return {
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><main><h1>${title}</h1>
<p>${words}</p><p><a href="?">Try this page again</a></p></main></html>`,
  };
}
