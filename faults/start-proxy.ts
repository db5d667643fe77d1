import { connect, createServer, type Socket } from "node:net";
import type { Random } from "./random";

/** A TCP proxy on a port of its own. What it does to the bytes can be changed while it runs. */
export type Proxy = {
  port: number;
  /** Milliseconds by which every piece is held up, either way; null for none. */
  delayBy: (range: { least: number; most: number } | null) => void;
  /** Breaks every connection that is open, without a goodbye. */
  cut: () => number;
  /** While shut, a connection is broken as soon as it is made. */
  shut: (isShut: boolean) => void;
  stop: () => Promise<void>;
};

/** `onSent` hears what the client sends. */
export async function startProxy({
  to,
  random,
  onSent = () => undefined,
}: {
  to: number;
  random: Random;
  onSent?: (piece: Buffer) => void;
}): Promise<Proxy> {
  const open = new Set<Socket>();
  let range: { least: number; most: number } | null = null;
  let isShut = false;
  const forward = (from: Socket, into: Socket) => {
    // One piece after the other, however long each is held up.
    let before = Promise.resolve();
    const inTurn = (task: () => void) => {
      const until = Date.now() + (range ? random.whole(range.least, range.most) : 0);
      before = before.then(() => wait(until - Date.now())).then(task);
    };
    from.on("data", (piece) => inTurn(() => void (into.destroyed || into.write(piece))));
    from.on("end", () => inTurn(() => into.end()));
    from.on("error", () => into.destroy());
    from.on("close", () => {
      open.delete(from);
      if (from.errored) into.destroy();
    });
  };
  const server = createServer((client) => {
    if (isShut) return client.resetAndDestroy();
    const upstream = connect({ host: "127.0.0.1", port: to });
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      open.add(socket);
    }
    client.on("data", onSent);
    forward(client, upstream);
    forward(upstream, client);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = () => {
    const count = open.size;
    for (const socket of open) socket.resetAndDestroy();
    return count;
  };
  return {
    port: address && typeof address === "object" ? address.port : 0,
    delayBy: (next) => {
      range = next;
    },
    cut,
    shut: (next) => {
      isShut = next;
      if (isShut) cut();
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}

function wait(milliseconds: number): Promise<void> | undefined {
  return milliseconds > 0 ? new Promise((resolve) => setTimeout(resolve, milliseconds)) : undefined;
}
