import type { CourseInstructor, OfferInstructor } from "@/features/courses/access";
import { readTable, type TableLine } from "@/lib/tables/read-table";
import { keyedHash } from "@/server/crypto";
import type { Prisma, Transaction } from "@/server/db";
import { openHeldUpload } from "@/server/held-uploads";
import { type CodeLine, type CodeReportLine, findCodeColumn, judgeCodes, readCodeLines } from "./rules";

/** The portal's two keys for codes: CODE_KEY and FINGERPRINT_KEY, 32 bytes each. */
export type CodeKeys = { codeKey: Buffer; fingerprintKey: Buffer };

/** A dry run of codes, as its page shows it: never a whole code. `others` are the first lines that do not come in. */
export type CodesCheck = {
  fileName: string;
  encoding: string;
  columns: number;
  counts: Record<CodeReportLine["status"], number>;
  others: CodeReportLine[];
  /** Numbers of all new lines. */
  freshLines: number[];
};

/** How an offer's pool stands: numbers of codes, and of people who wait for one or for an approval. */
export type PoolView = {
  offer: string;
  available: number;
  allocated: number;
  quarantined: number;
  waiting: number;
  pending: number;
};

export type BatchView = {
  id: string;
  fileName: string;
  digest: string;
  size: number;
  available: number;
  importedBy: string | null;
  createdAt: Date;
};

/** So that nobody can open what somebody else has uploaded, or use it for another offer. */
export function codesPurpose({ offerId, userId }: Pick<OfferInstructor, "offerId" | "userId">): string {
  return `codes ${offerId} ${userId}`;
}

/** Tells codes apart by keyed hash (hexadecimal); the text itself is compared nowhere. */
function fingerprintWith({ fingerprintKey }: CodeKeys): (normalised: string) => string {
  return (normalised) => keyedHash({ text: normalised, key: fingerprintKey }).toString("hex");
}

const SHOWN_OTHERS = 500;

/** The report on a held upload against all pools as they are now. Null when the upload is gone or somebody else's. */
export async function readCodesCheck({
  prisma,
  proof,
  check,
  keys,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  check: string;
  keys: CodeKeys;
}): Promise<CodesCheck | null> {
  const upload = await openHeldUpload({ prisma, id: check, key: keys.codeKey, boundTo: codesPurpose(proof) });
  const table = upload && readTable(upload.bytes);
  const lines = table?.ok ? readLines(table, keys) : null;
  if (!upload || !table?.ok || !lines) {
    return null;
  }
  const report = judgeCodes(lines, await findKnownCodes(prisma, proof, lines));
  const count = (status: CodeReportLine["status"]) => report.filter((line) => line.status === status).length;
  return {
    fileName: upload.fileName,
    encoding: table.encoding,
    columns: table.columns,
    counts: {
      new: count("new"),
      repeated: count("repeated"),
      here: count("here"),
      elsewhere: count("elsewhere"),
      malformed: count("malformed"),
    },
    others: report.filter(({ status }) => status !== "new").slice(0, SHOWN_OTHERS),
    freshLines: report.filter(({ status }) => status === "new").map(({ line }) => line),
  };
}

/** The codes of a table with their fingerprints; null when it has no column of codes. */
export function readLines(table: { lines: TableLine[]; columns: number }, keys: CodeKeys): CodeLine[] | null {
  const found = findCodeColumn(table);
  return found.ok ? readCodeLines(table.lines, found, fingerprintWith(keys)) : null;
}

const CHUNK = 5_000;

/** Which of the codes are in this offer's pool already, and which in another's: over the whole deployment. */
export async function findKnownCodes(
  prisma: Prisma | Transaction,
  { offerId }: Pick<OfferInstructor, "offerId">,
  lines: readonly CodeLine[],
): Promise<Map<string, "here" | "elsewhere">> {
  const fingerprints = lines.flatMap((line) => (line.code === null ? [] : [line.fingerprint]));
  const known = new Map<string, "here" | "elsewhere">();
  for (let start = 0; start < fingerprints.length; start += CHUNK) {
    const rows = await prisma.$queryRaw<{ fingerprint: string; here: boolean }[]>`
      SELECT f.fingerprint, c.offer_id = ${offerId}::uuid AS here
      FROM unnest(${fingerprints.slice(start, start + CHUNK)}::text[]) AS f (fingerprint)
      JOIN codes c ON c.fingerprint = decode(f.fingerprint, 'hex')`;
    for (const { fingerprint, here } of rows) {
      known.set(fingerprint, here ? "here" : "elsewhere");
    }
  }
  return known;
}

/** The pools of a course's offers. A code of a batch that has expired is not available. */
export async function listPools({ prisma, proof }: { prisma: Prisma; proof: CourseInstructor }): Promise<PoolView[]> {
  return prisma.$queryRaw<PoolView[]>`
    SELECT o.slug AS offer,
      count(*) FILTER (WHERE c.state = 'AVAILABLE' AND (b.expires_at IS NULL OR b.expires_at > now()))::int AS available,
      count(*) FILTER (WHERE c.state = 'ALLOCATED')::int AS allocated,
      count(*) FILTER (WHERE c.state = 'QUARANTINED')::int AS quarantined,
      (SELECT count(*) FROM requests r WHERE r.offer_id = o.id AND r.state = 'WAITING')::int AS waiting,
      (SELECT count(*) FROM requests r WHERE r.offer_id = o.id AND r.state = 'PENDING')::int AS pending
    FROM offers o LEFT JOIN codes c ON c.offer_id = o.id LEFT JOIN batches b ON b.id = c.batch_id
    WHERE o.course_id = ${proof.courseId}::uuid GROUP BY o.id`;
}

/** The imports of an offer, newest first. */
export async function listBatches({ prisma, proof }: { prisma: Prisma; proof: OfferInstructor }): Promise<BatchView[]> {
  return prisma.$queryRaw<BatchView[]>`
    SELECT b.id, b.file_name AS "fileName", b.digest, b.size, b.created_at AS "createdAt", u.email AS "importedBy",
      (SELECT count(*) FROM codes c WHERE c.batch_id = b.id AND c.state = 'AVAILABLE')::int AS available
    FROM batches b LEFT JOIN users u ON u.id = b.imported_by
    WHERE b.offer_id = ${proof.offerId}::uuid ORDER BY b.created_at DESC, b.id DESC`;
}
