import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { metrics, serveMetrics } from "./metrics";

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function serve(levels: Parameters<typeof serveMetrics>[0]["levels"] = []): Promise<string> {
  const server = serveMetrics({ host: "127.0.0.1", port: 0, levels });
  stops.push(() => server.close());
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("counters are served in Prometheus's format, with what the process itself uses", async () => {
  metrics().claims.inc({ outcome: "allocated" }, 3);
  const answer = await fetch(`${await serve()}/metrics`);
  expect(answer.headers.get("content-type")).toContain("text/plain; version=0.0.4");
  const text = await answer.text();
  expect(text).toContain('bursar_claims_total{outcome="allocated"} 3');
  expect(text).toContain("process_resident_memory_bytes");
});

test("a level is read anew at each look, and one that fails leaves the others alone", async () => {
  let waiting = 2;
  const url = await serve([
    {
      name: "test_waiting",
      help: "Waiting.",
      labelNames: ["offer"],
      read: async () => [{ labels: { offer: "aws" }, value: waiting }],
    },
    {
      name: "test_broken",
      help: "Broken.",
      labelNames: [],
      read: () => Promise.reject(new Error("the database is away")),
    },
  ]);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('test_waiting{offer="aws"} 2');
  waiting = 5;
  const text = await (await fetch(`${url}/metrics`)).text();
  expect(text).toContain('test_waiting{offer="aws"} 5');
  expect(text).not.toContain("database is away");
});

test("nothing else is there", async () => {
  const url = await serve();
  const other = await fetch(url);
  expect(other.status).toBe(404);
  expect(other.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect((await fetch(`${url}/metrics`, { method: "POST" })).status).toBe(404);
});
