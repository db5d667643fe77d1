import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { reservePortalUrl, startPortal } from "@/e2e/fixtures/portal";
import { evidence } from "@/e2e/fixtures/run";
import { expect, test } from "@/e2e/fixtures/test";
import { buildPlace } from "@/e2e/participant/build-place";
import { findFreePort } from "@/scripts/postgres/find-free-port";

/** Takes spans as a collector does (OTLP over HTTP) and keeps what it was sent. */
async function collectSpans(): Promise<{ endpoint: string; sent: string[]; server: Server }> {
  const sent: string[] = [];
  const server = createServer(async (request, response) => {
    sent.push(Buffer.concat(await request.toArray()).toString());
    response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, sent, server };
}

test("a portal can be watched: health, metrics, its log and a claim's trace, and none of them holds a code", async ({
  data,
  ground,
  page,
  signedInAs,
}) => {
  const collector = await collectSpans();
  const url = await reservePortalUrl();
  const metricsPort = await findFreePort();
  const stop = await startPortal({
    name: "watched",
    url,
    settings: {
      DEMONSTRATION: "on",
      WORKER: "off",
      DATABASE_URL: ground.portalDatabaseUrl,
      METRICS_PORT: String(metricsPort),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint,
    },
  });
  const place = await buildPlace(data);
  await signedInAs(place.enrolment);

  expect(await (await fetch(`${url}/api/health/live`)).json()).toEqual({ live: true });
  const ready = await fetch(`${url}/api/health/ready`);
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, checks: { database: "ok", process: "ok" } }]);

  await page.goto(url + place.path);
  const pressed = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Request my code" }).click();
  const requestId = (await pressed).headers()["x-request-id"] ?? "";
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  await page.goto(`${url + place.path}/code`);
  await page.getByRole("button", { name: "Show my code" }).click();
  await expect(page.getByText(place.codes[0]?.slice(0, 8) ?? "no code")).toBeVisible();

  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(text).toContain('bursar_claims_total{outcome="allocated"} 1');
  expect(text).toContain(`bursar_pool_codes{course="${place.course.slug}",offer="${place.offer.slug}"} 2`);
  expect(text).toMatch(/bursar_http_request_seconds_count\{method="GET",status="200"\} \d/);
  expect(text).toMatch(/bursar_queue_jobs\{stage="given up"\} 0/);
  expect((await fetch(`${url}/metrics`)).status).toBe(404);

  await stop();
  collector.server.close();
  const spans = collector.sent.join("\n");
  expect(spans).toContain('"name":"claim"');
  expect(spans).toContain(place.offer.id);
  const log = readFileSync(join(evidence.logs, "watched.log"), "utf8");
  expect(log).toContain(requestId);
  for (const code of place.codes) {
    for (const where of [text, spans, log]) expect(where).not.toContain(code);
  }
});
