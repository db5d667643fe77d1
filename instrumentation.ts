/** Runs once when the portal starts: it must have the right keys, and the worker lives in the same process unless WORKER=off. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const [{ endWithWrongKeys, startPortalWorker }, { startWatching }, { noteAnswer }] = await Promise.all([
      import("./worker"),
      import("./watch"),
      import("./server/note-answer"),
    ]);
    await endWithWrongKeys();
    // First, so that the first request is watched already.
    const bursarWatch = await startWatching();
    // For scripts/start/serve.mjs, outside Next's build: it notes each answer, and stops both when the portal ends.
    Object.assign(globalThis, { bursarNoteAnswer: noteAnswer, bursarWatch, bursarWorker: await startPortalWorker() });
  }
}
