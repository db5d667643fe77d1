import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { guardAnswers } from "./guard-answers.mjs";

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
type Asked = { path?: string; publicUrl?: string; headers?: Record<string, string> };

/** Serves by `answer` behind the guard, as scripts/start/serve.mjs does, and answers with the port. */
async function serve(answer: Answer, { publicUrl = "https://credits.example.org" } = {}): Promise<number> {
  const guard = guardAnswers({ publicUrl });
  const server = createServer((request, response) => {
    if (!guard(request, response)) answer(request, response);
  });
  ends.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** The same, and asks for a path. */
async function ask(answer: Answer, { path = "/courses", publicUrl, headers = {} }: Asked = {}) {
  const port = await serve(answer, { publicUrl });
  return (await fetch(`http://127.0.0.1:${port}${path}`, { headers, redirect: "manual" })).headers;
}

const as =
  (type: string): Answer =>
  (_request, response) =>
    response.setHeader("Content-Type", type).end("x");

test("a page gets the nonce that Next was given, and the sender's own counts for nothing", async () => {
  const seen: (string | undefined)[] = [];
  const planted = { "content-security-policy": "script-src 'nonce-planted'" };
  const answer: Answer = (request, response) => {
    seen.push(request.headers["content-security-policy"]?.toString());
    as("text/html; charset=utf-8")(request, response);
  };
  const policies = [await ask(answer, { headers: planted }), await ask(answer, { headers: planted })].map((headers) =>
    headers.get("content-security-policy"),
  );
  expect(policies).toEqual(seen);
  expect(new Set(policies).size).toBe(2);
  expect(policies.join()).not.toMatch(/planted|unsafe/);
});

test.each([
  ["application/pdf", /object-src 'self'$/],
  ["image/png", /; sandbox$/],
  ["application/json", /; sandbox$/],
])("a file of %s runs nothing", async (type, ending) => {
  const policy = (await ask(as(type))).get("content-security-policy");
  expect(policy).toMatch(/^default-src 'none'/);
  expect(policy).toMatch(ending);
  expect(policy).not.toContain("script-src");
});

test("what says nothing of caches is kept by none, but what the build made", async () => {
  expect((await ask(as("text/plain"))).get("cache-control")).toBe("private, no-store");
  const kept: Answer = (_request, response) => response.setHeader("Cache-Control", "public, max-age=60").end();
  expect((await ask(kept)).get("cache-control")).toBe("public, max-age=60");
  expect((await ask(as("text/css"), { path: "/_next/static/a.css" })).get("cache-control")).toBeNull();
});

test("only the public pages may be found by a search", async () => {
  expect((await ask(as("text/html"), { path: "/help?x" })).get("x-robots-tag")).toBeNull();
  expect((await ask(as("text/html"), { path: "/courses/a" })).get("x-robots-tag")).toBe("noindex, nofollow");
});

test("browsers are told to keep to https only where the portal is on it", async () => {
  expect((await ask(as("text/html"))).get("strict-transport-security")).toMatch(/^max-age=63072000/);
  const plain = await ask(as("text/html"), { publicUrl: "http://localhost:3000" });
  expect(plain.get("strict-transport-security")).toBeNull();
});

test("whoever signs out leaves nothing in the browser, with a script and without", async () => {
  const to = "/sign-in?done=signed-out-everywhere";
  const byForm = await ask((_request, response) => response.writeHead(303, { Location: to }).end());
  const byScript = await ask((_request, response) => response.setHeader("x-action-redirect", `${to};push`).end());
  const other = await ask((_request, response) => response.setHeader("Location", "/sign-in").end());
  expect([byForm, byScript, other].map((headers) => headers.get("clear-site-data"))).toEqual([
    '"cache", "storage"',
    '"cache", "storage"',
    null,
  ]);
});

test("every answer forbids the browser to guess its type (T13)", async () => {
  for (const type of ["text/html; charset=utf-8", "application/pdf", "image/png", "text/csv"]) {
    expect((await ask(as(type))).get("x-content-type-options"), type).toBe("nosniff");
  }
});

test.each(["TRACE", "PUT", "DELETE", "PROPFIND"])(
  "%s is refused, with every header, before anybody else sees it",
  async (method) => {
    let seen = 0;
    const port = await serve((_request, response) => {
      seen += 1;
      response.end();
    });
    const headers = { cookie: "bursar-session=secret" };
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request({ port, host: "127.0.0.1", path: "/courses", method, headers }, resolve).once("error", reject).end();
    });
    const body = Buffer.concat(await answer.toArray()).toString();
    expect([answer.statusCode, answer.headers.allow, seen]).toEqual([405, "GET, HEAD, POST, OPTIONS", 0]);
    expect(body).not.toContain("secret");
    expect(answer.headers).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
  },
);
