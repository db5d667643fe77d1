import pino from "pino";
import { onTestFinished, vi } from "vitest";
import { log } from "@/server/log";

/** The lines that the portal's log writes from here to the end of the test, as they would stand on standard output. */
export function watchLog(): { lines: () => Record<string, unknown>[]; text: () => string } {
  const logger = log() as pino.Logger & { [pino.symbols.streamSym]: { write(line: string): void } };
  const written: string[] = [];
  const write = vi.spyOn(logger[pino.symbols.streamSym], "write").mockImplementation((line) => {
    written.push(line);
  });
  const { level } = logger;
  logger.level = "debug";
  onTestFinished(() => {
    logger.level = level;
    write.mockRestore();
  });
  return { lines: () => written.map((line) => JSON.parse(line)), text: () => written.join("") };
}
