import { readPoolLevels, readWaitingLevels } from "@/features/reports/levels/queries";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { readQueueLevels } from "@/server/jobs";
import { serveMetrics } from "@/server/metrics";
import { startTracing } from "@/server/tracing";

/**
 * Begins to let this process be watched, as its settings say: metrics on a port of their own, traces to a collector. `stop` hands over
 * the last spans. What features count and what infrastructure counts is put together here, as the jobs are in worker.ts.
 */
export async function startWatching(): Promise<{ stop: () => Promise<void> }> {
  const { metrics, traceCollector } = environment();
  const tracing = traceCollector ? await startTracing({ endpoint: traceCollector }) : null;
  const server = metrics ? serveMetrics({ ...metrics, levels: listLevels() }) : null;
  return {
    stop: async () => {
      server?.close();
      await tracing?.stop();
    },
  };
}

function listLevels(): Parameters<typeof serveMetrics>[0]["levels"] {
  const { pool } = database();
  const ofOffers = ["course", "offer"];
  return [
    {
      name: "bursar_pool_codes",
      help: "Codes that an offer has left to give.",
      labelNames: ofOffers,
      read: () => readPoolLevels({ pool }),
    },
    {
      name: "bursar_waiting_people",
      help: "People who wait for a code of an offer.",
      labelNames: ofOffers,
      read: () => readWaitingLevels({ pool }),
    },
    {
      name: "bursar_queue_jobs",
      help: "Jobs by where they stand: outbox, worker, given up.",
      labelNames: ["stage"],
      read: () => readQueueLevels(pool),
    },
  ];
}
