import { contentDisposition } from "@/lib/content-disposition";
import { log } from "./log";

/** A file that is made while it is being sent. `end` lets go of what it is made from, however the sending ended. */
export type StreamedFile = {
  fileName: string;
  mediaType: string;
  pieces: AsyncIterable<Uint8Array | string>;
  end: () => Promise<void>;
};

/** A reader who takes nothing for so long is gone, whatever the connection says. */
const PATIENCE = 60_000;
/** Pieces are put together up to this size: many small ones cost more than what is in them. */
const PIECE_BYTES = 128 * 1024;

/**
 * Answers with a file piece by piece: the next one is made when the reader has room for it, so that neither its length nor a slow line
 * fills the memory. A fault in the middle breaks the download off, which the browser tells.
 */
export function sendStream({ fileName, mediaType, pieces, end }: StreamedFile): Response {
  const iterator = gather(pieces);
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const giveUp = async () => {
    isOver = true;
    clearTimeout(timer);
    await end();
  };
  const wait = (sink: ReadableStreamDefaultController<Uint8Array>) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      sink.error(new Error("the reader stopped reading"));
      void giveUp();
    }, PATIENCE);
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: wait,
      pull: async (sink) => {
        clearTimeout(timer);
        try {
          const { value, done } = await iterator.next();
          if (done) {
            await giveUp();
            return sink.close();
          }
          sink.enqueue(value);
          wait(sink);
        } catch (error) {
          // Where the reader has gone, that is how the reading ends.
          if (isOver) return;
          // What a row says may stand in an error's words; its name holds none of it.
          log().error({ fault: error instanceof Error ? error.name : "unknown" }, "a download broke off");
          await giveUp();
          sink.error(new Error("the download broke off"));
        }
      },
      cancel: giveUp,
    },
    { highWaterMark: 1 },
  );
  return new Response(stream, {
    headers: {
      "Content-Type": mediaType,
      "Content-Disposition": contentDisposition("attachment", fileName),
      "Cache-Control": "private, no-store",
    },
  });
}

async function* gather(pieces: AsyncIterable<Uint8Array | string>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    held.push(bytes);
    size += bytes.byteLength;
    if (size >= PIECE_BYTES) {
      yield Buffer.concat(held);
      held = [];
      size = 0;
    }
  }
  if (size > 0) yield Buffer.concat(held);
}
