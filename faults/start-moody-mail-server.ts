import type { AddressInfo, Socket } from "node:net";
import { createServer } from "node:net";
import { type AddressObject, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** well: takes every mail. hangs: takes the connection and says nothing. refuses: no such mailbox. busy: come again later. dies: takes the mail and breaks the connection before it says so. */
export type Mood = "well" | "hangs" | "refuses" | "busy" | "dies";

/** A mail that has come in whole; `isAcknowledged` is false where the server died before it said so. */
export type Arrival = { to: string; subject: string; messageId: string; isAcknowledged: boolean };

/** A real mail server at one address, whose mood can be changed while it runs. */
export async function startMoodyMailServer() {
  let mood: Mood = "well";
  const arrivals: Arrival[] = [];
  const silent = new Set<Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS", "AUTH"],
    onRcptTo: (_address, _session, callback) => {
      if (mood === "refuses")
        return callback(Object.assign(new Error("5.1.1 No such mailbox here"), { responseCode: 550 }));
      if (mood === "busy") return callback(Object.assign(new Error("4.2.1 Try again later"), { responseCode: 451 }));
      callback(null);
    },
    onData: (stream, session, callback) => {
      simpleParser(stream)
        .then((mail) => {
          const isAcknowledged = mood !== "dies";
          const to = [mail.to ?? []]
            .flat()
            .flatMap(({ value }: AddressObject) => value.map(({ address }) => address ?? ""));
          arrivals.push({
            to: to.join(),
            subject: mail.subject ?? "",
            messageId: mail.messageId ?? "",
            isAcknowledged,
          });
          if (isAcknowledged) callback();
          else sockets.get(session.id)?.destroy();
        })
        .catch((error: Error) => callback(error));
    },
    onConnect: (session, callback) => {
      const socket = [...open].find(({ remotePort }) => remotePort === session.remotePort);
      if (socket) sockets.set(session.id, socket);
      callback();
    },
  });
  server.on("error", () => undefined);
  const open = new Set<Socket>();
  const sockets = new Map<string, Socket>();
  server.server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  // In front of it, so that a connection can be taken and left without a word.
  const door = createServer((socket) => {
    socket.on("error", () => undefined);
    if (mood === "hangs") {
      silent.add(socket);
      return;
    }
    server.server.emit("connection", socket);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", () => resolve()));
  return {
    url: `smtp://127.0.0.1:${(door.address() as AddressInfo).port}`,
    arrivals,
    change: (next: Mood) => {
      mood = next;
      for (const socket of silent) socket.destroy();
      silent.clear();
    },
    stop: async () => {
      for (const socket of [...silent, ...open]) socket.destroy();
      await new Promise<void>((resolve) => door.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
