import { type ImportKind, receiveImport } from "@/features/courses/imports/commands";
import type { Prisma } from "@/server/db";
import type { KeyRing } from "@/server/key-ring";
import type { FormPart } from "@/server/read-multipart";

/**
 * Sends a file in as the form does, in small pieces, and answers with what `receiveImport` says. Its job stays in the outbox: tests and
 * benchmarks run the work themselves.
 */
export async function buildImport({
  prisma,
  ring,
  about,
  bytes,
  fileName = "codes.csv",
  piece = 64 * 1024,
}: {
  prisma: Prisma;
  ring: KeyRing;
  about: ImportKind;
  bytes: Buffer | string;
  fileName?: string;
  piece?: number;
}) {
  const whole = Buffer.from(bytes);
  const pieces = Array.from({ length: Math.ceil(whole.length / piece) }, (_, n) =>
    whole.subarray(n * piece, (n + 1) * piece),
  );
  return receiveImport({ prisma, ring, about, parts: onePart({ name: "file", fileName, pieces }) });
}

async function* onePart({
  pieces,
  ...field
}: {
  name: string;
  fileName: string | null;
  pieces: Iterable<Buffer>;
}): AsyncGenerator<FormPart> {
  yield {
    ...field,
    bytes: (async function* () {
      yield* pieces;
    })(),
  };
}
