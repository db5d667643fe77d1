import { createServer, type Server } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { log } from "./log";

/** One row of a gauge that is asked for when somebody looks: its labels and its number. */
export type Level = { labels: Record<string, string>; value: number };

/** A gauge whose rows are read at each look. */
export type LevelReader = { name: string; help: string; labelNames: string[]; read: () => Promise<Level[]> };

function createMetrics() {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  return {
    registry,
    requests: new Histogram({
      name: "bursar_http_request_seconds",
      help: "Seconds until a request was answered, by method and status.",
      labelNames: ["method", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    claims: new Counter({
      name: "bursar_claims_total",
      help: "Times somebody asked for a code, by what they were told.",
      labelNames: ["outcome"],
      registers,
    }),
    faults: new Counter({ name: "bursar_faults_total", help: "Faults that people were shown a page for.", registers }),
    refusals: new Counter({
      name: "bursar_limit_refusals_total",
      help: "Times somebody was told to wait, by the limit and whether an account or a network address had reached it.",
      labelNames: ["limit", "by"],
      registers,
    }),
    jobs: new Counter({
      name: "bursar_jobs_total",
      help: "Jobs that the worker ran, by task and whether they went well.",
      labelNames: ["task", "result"],
      registers,
    }),
    mails: new Counter({
      name: "bursar_mails_total",
      help: "Mails handed to the mail server, by its answer: taken, refused for good, or delayed.",
      labelNames: ["answer"],
      registers,
    }),
  };
}

type Metrics = ReturnType<typeof createMetrics>;
const holder = globalThis as typeof globalThis & { bursarMetrics?: Metrics };

/** This process's counters. On globalThis because Next bundles a module more than once, and all of them count in the same ones. */
export function metrics(): Metrics {
  holder.bursarMetrics ??= createMetrics();
  return holder.bursarMetrics;
}

/**
 * Serves `GET /metrics` in Prometheus's text format on a port of its own, never on the portal's. A port that cannot be had is
 * logged, and the portal goes on: nobody should wait for a code because of it. `levels` are read at each look; one that
 * fails is left out and logged.
 */
export function serveMetrics({ host, port, levels }: { host: string; port: number; levels: LevelReader[] }): Server {
  const { registry } = metrics();
  // Only where somebody looks: they watch every collection of garbage.
  if (!registry.getSingleMetric("process_cpu_user_seconds_total")) collectDefaultMetrics({ register: registry });
  for (const level of levels) addLevel(registry, level);
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Only GET /metrics is here.\n");
      return;
    }
    const text = await registry.metrics();
    response.writeHead(200, { "Content-Type": registry.contentType, "Cache-Control": "no-store" }).end(text);
  });
  server.on("error", (error) => {
    log().error({ reason: error.message }, "metrics are not served: choose another METRICS_PORT or METRICS_HOST");
  });
  server.listen(port, host);
  server.unref();
  return server;
}

function addLevel(registry: Registry, { read, ...described }: LevelReader): void {
  new Gauge({
    ...described,
    registers: [registry],
    async collect() {
      this.reset();
      const rows = await read().catch((error: unknown) => {
        log().warn({ reason: error instanceof Error ? error.message : "unknown" }, `${described.name} not read`);
        return [];
      });
      for (const { labels, value } of rows) this.set(labels, value);
    },
  });
}
