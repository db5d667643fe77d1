import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { answerFaults } from "./answer-faults.mjs";

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

const ROUTES: Record<string, (response: ServerResponse) => void> = {
  "/page": (response) => {
    response.statusCode = 307;
    response.setHeader("Location", "/trouble?reference=12345678");
    response.setHeader("Set-Cookie", "kept=yes");
    response.setHeader("X-Of-The-Redirect", "yes");
    response.write("redirecting");
    response.end();
  },
  "/form": (response) => response.writeHead(303, { Location: "http://portal/trouble?reference=12345678" }).end("gone"),
  "/limited": (response) => response.writeHead(303, { Location: "/too-often?of=reveal&seconds=540" }).end(),
  "/elsewhere": (response) => response.writeHead(303, { Location: "/courses?next=/trouble" }).end(),
  "/fine": (response) => response.end("fine"),
};

async function listen(trouble: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  server = createServer((request, response) => {
    answerFaults({ request, response });
    const route = ROUTES[request.url ?? ""];
    if (route) route(response);
    else trouble(request, response);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const drawn = (request: IncomingMessage, response: ServerResponse) => {
  response.setHeader("Content-Security-Policy", "default-src 'self'");
  response.setHeader("Content-Type", "text/html");
  response.end(`the page for ${request.url}`);
};

test.each([
  ["/page", "GET"],
  ["/form", "POST"],
])("a fault is answered in its place with 503 and Retry-After (T5): %s", async (path, method) => {
  const url = await listen(drawn);
  const answer = await fetch(url + path, { method, redirect: "manual" });
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(answer.headers.get("location")).toBeNull();
  expect(answer.headers.get("x-of-the-redirect")).toBeNull();
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.headers.get("content-security-policy")).toBe("default-src 'self'");
  expect(await answer.text()).toBe("the page for /trouble?reference=12345678&here=yes");
});

test("a limit that was reached is answered in its place with 429 and the seconds to wait (T17)", async () => {
  const url = await listen(drawn);
  const answer = await fetch(`${url}/limited`, { method: "POST", redirect: "manual" });
  expect([answer.status, answer.headers.get("retry-after"), answer.headers.get("location")]).toEqual([
    429,
    "540",
    null,
  ]);
  expect(await answer.text()).toBe("the page for /too-often?of=reveal&seconds=540&here=yes");
});

test("a cookie that goes with a fault is kept", async () => {
  const url = await listen(drawn);
  expect((await fetch(`${url}/page`, { redirect: "manual" })).headers.get("set-cookie")).toBe("kept=yes");
});

test("when the page for faults cannot be made either, a plain one says the same", async () => {
  const url = await listen((_request, response) => response.writeHead(500).end());
  const answer = await fetch(`${url}/page`, { redirect: "manual" });
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("Please try again in a minute.");
});

test("every other answer goes out untouched", async () => {
  const url = await listen(drawn);
  const led = await fetch(`${url}/elsewhere`, { redirect: "manual" });
  expect([led.status, led.headers.get("location")]).toEqual([303, "/courses?next=/trouble"]);
  const fine = await fetch(`${url}/fine`);
  expect([fine.status, fine.headers.get("content-length"), await fine.text()]).toEqual([200, "4", "fine"]);
});
