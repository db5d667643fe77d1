import { setTimeout as delay } from "node:timers/promises";
import { readPostmaster, servesCluster } from "./postmaster-pid";

/**
 * Stops the server of this cluster, ours or adopted: "fast" (open transactions are rolled back, everything is written),
 * and after 30 seconds "immediate", from which the next start recovers. Does nothing when none is running.
 */
export async function stopServer(cluster: string): Promise<void> {
  const pid = readPostmaster(cluster)?.pid;
  if (pid === undefined) return;
  for (const [signal, seconds] of [["SIGINT", 30] as const, ["SIGQUIT", 10] as const]) {
    const end = Date.now() + seconds * 1000;
    if (!servesCluster({ pid, cluster })) return;
    process.kill(pid, signal);
    while (Date.now() < end) {
      if (!servesCluster({ pid, cluster })) return;
      await delay(25);
    }
  }
}
