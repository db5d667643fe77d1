// How a fault is answered over HTTP. A page, action or route handler of Next can say "503" by no means of its own: whatever catches a
// fault there redirects to the page that says so (server/fault.ts). Here that redirect is caught before it leaves, and the page is sent
// in its place: status 503 with Retry-After, at the address that was asked for, so that trying again tries the very thing again.
import { get, ServerResponse } from "node:http";

/** Seconds. PostgreSQL, killed, is back well within. */
const RETRY_AFTER = "10";
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
  let reference;
  const isFault = (status = response.statusCode, location = response.getHeader("location")) => {
    reference ??= readReference(status, location);
    return reference !== undefined;
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
    void answer({ request, response, reference });
    return response;
  };
}

function readReference(status, location) {
  if (status < 300 || status > 399 || typeof location !== "string") return undefined;
  const { pathname, searchParams } = new URL(location, "http://portal");
  return pathname === "/trouble" ? (searchParams.get("reference") ?? "") : undefined;
}

function callBack(args) {
  const last = args.at(-1);
  if (typeof last === "function") process.nextTick(last);
}

async function answer({ request, response, reference }) {
  const page = await drawPage({ request, reference }).catch(() => PLAIN_PAGE);
  for (const name of response.getHeaderNames()) {
    if (!KEPT.has(name)) response.removeHeader(name);
  }
  for (const [name, value] of Object.entries(page.headers)) {
    if (value !== undefined && !NOT_COPIED.has(name)) response.setHeader(name, value);
  }
  response.setHeader("Cache-Control", "private, no-store");
  response.setHeader("Retry-After", RETRY_AFTER);
  ServerResponse.prototype.writeHead.call(response, 503);
  ServerResponse.prototype.end.call(response, page.body);
}

/** Asks this very server for the page, as the address at which the request came in. */
function drawPage({ request, reference }) {
  const { localAddress, localPort } = request.socket;
  const path = `/trouble?${new URLSearchParams({ reference, here: "yes" })}`;
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
          : reject(new Error(`the page for faults answered ${answered.statusCode}`)),
      );
    });
    asked.once("timeout", () => asked.destroy(new Error("the page for faults took too long")));
    asked.once("error", reject);
  });
}

/** For when not even that page can be made: the portal is just ending, say. */
const PLAIN_PAGE = {
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Something went wrong</title><main><h1>Something went wrong on our side</h1>
<p>Nothing that you had is lost: a code that was given to you is still yours, and asking again never costs a second one.
Please try again in a minute.</p><p><a href="?">Try this page again</a></p></main></html>`,
};
