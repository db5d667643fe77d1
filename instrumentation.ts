/** Runs once when the portal starts: it must have the right keys, and the worker lives in the same process unless WORKER=off. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { endWithWrongKeys, startPortalWorker } = await import("./worker");
    await endWithWrongKeys();
    // scripts/start/serve.mjs, outside Next's build, stops it when the portal ends.
    Object.assign(globalThis, { bursarWorker: await startPortalWorker() });
  }
}
