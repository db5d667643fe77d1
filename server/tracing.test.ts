import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { startTracing, traced } from "./tracing";

/** A collector as far as OTLP over HTTP asks for one: it takes spans and keeps what was said. */
async function collect() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      bodies.push(`${request.url} ${body}`);
      response.writeHead(200, { "Content-Type": "application/json" }).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { endpoint, bodies, stop: () => server.close() };
}

test("spans reach the collector by the end, with their outcome and without what an error said", async () => {
  const collector = await collect();
  const tracing = await startTracing({ endpoint: collector.endpoint });
  await traced({ name: "claim", attributes: { "bursar.offer": "an-offer" } }, async (span) => {
    span.setAttribute("bursar.outcome", "allocated");
  });
  const failing = traced({ name: "claim", attributes: {} }, async () => {
    throw new Error("duplicate key: SECRET-CODE");
  });
  await expect(failing).rejects.toThrow("SECRET-CODE");
  await tracing.stop();
  collector.stop();
  const said = collector.bodies.join("\n");
  expect(said).toMatch(/^\/v1\/traces /);
  expect(said).toContain('"name":"claim"');
  expect(said).toContain("allocated");
  expect(said).toContain('"code":2');
  expect(said).not.toContain("SECRET-CODE");
});
