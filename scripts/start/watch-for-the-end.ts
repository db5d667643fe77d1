import { describeProcessStart } from "@/scripts/process-lock.mjs";
import { findLaunchers } from "./find-launchers";

const LOOK_EVERY = 1000;
/** npm passes a Ctrl-C on that the terminal has already sent us; only a later one is a second wish. */
const SAME_WISH = 1500;

/**
 * Ends this process in good order (`shutDown`, then exit) at Ctrl-C, SIGTERM or SIGHUP, and when npm, which started it, is
 * gone without a word (`kill -9`). A second Ctrl-C ends it at once.
 */
export function watchForTheEnd({ shutDown }: { shutDown: () => Promise<void> }) {
  let began: number | undefined;
  const finish = async (code: number): Promise<void> => {
    if (began !== undefined) return;
    began = Date.now();
    await shutDown();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (began !== undefined && signal === "SIGINT" && Date.now() - began > SAME_WISH) process.exit(1);
      if (began === undefined) console.log("\nStopping Bursar …");
      void finish(0);
    });
  }
  const launchers = findLaunchers().map((pid) => ({ pid, start: describeProcessStart(pid) }));
  const timer = setInterval(() => {
    if (launchers.every(({ pid, start }) => describeProcessStart(pid) === start)) return;
    clearInterval(timer);
    // The terminal may be gone with npm, and writing to it would throw.
    process.stdout.on("error", () => undefined);
    process.stderr.on("error", () => undefined);
    void finish(1);
  }, LOOK_EVERY);
  timer.unref();
  return { finish, isNear: () => began !== undefined };
}
