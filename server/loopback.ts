const LOOPBACK = new Set(["127.0.0.1", "::1", "[::1]", "localhost"]);

/** Whether a host, as a setting or an address names it, is this very machine, which what goes there does not leave. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}
