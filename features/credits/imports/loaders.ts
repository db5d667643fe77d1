import { countCourseAttempt } from "@/features/audit/limits/commands";
import { type OfferInstructor, proveCourseInstructor, proveOfferInstructor } from "@/features/courses/access";
import { listImports, readImport, readPreview, readTrouble } from "@/features/courses/imports/queries";
import { readCourse } from "@/features/courses/queries";
import { receiveImport } from "@/features/courses/uploads/commands";
import { listLinesLeftOut, listOddCodes, readNewCodes, reportCodeLines } from "@/features/credits/checks/queries";
import { readWithdrawal } from "@/features/credits/withdrawals/queries";
import { readOfferAtDesk } from "@/features/offers/queries";
import { reportPersonLines } from "@/features/roster/checks/queries";
import { readRosterImport } from "@/features/roster/imports/queries";
import { PEOPLE_HEAD, writePersonReport } from "@/features/roster/imports/rules";
import { roleWords } from "@/features/roster/rules";
import { paths } from "@/lib/paths";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { guardedUpload } from "@/server/guarded-upload";
import { guardedLoader } from "@/server/loader";
import { heedLimit, tooOftenPath } from "@/server/too-often";
import { listBatches } from "./queries";
import { CODES_HEAD, findCodeColumns, writeCodeReport } from "./rules";

/** The batches of an offer. */
export const loadBatches = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, _input: { course: string; offer: string }) => listBatches({ prisma: database().prisma, proof }),
});

/** The page that takes codes in: the offer, its imports so far and, where `failed` names an import, what was wrong with its file. */
export const loadCodesUpload = guardedLoader({
  prove: proveOfferInstructor,
  read: async (proof, { failed }: { course: string; offer: string; failed: string | null }) => {
    const { prisma } = database();
    const [course, offer, imports, refused] = await Promise.all([
      readCourse({ prisma, proof }),
      readOfferAtDesk({ prisma, proof }),
      listImports({ prisma, proof, offerId: proof.offerId }),
      failed ? readImport({ prisma, proof, id: failed }) : null,
    ]);
    return (
      course && offer && { person: { email: proof.email }, course, offer, imports, problem: refused?.problem ?? null }
    );
  },
});

/** Takes codes in while they come; leads to the page of their import. */
export const receiveCodes = guardedUpload({
  prove: proveOfferInstructor,
  receive: async ({
    proof,
    parts,
    ref,
  }: {
    proof: OfferInstructor;
    ref: { course: string; offer: string };
    parts: Parts;
  }) => {
    const about = { kind: "CODES", proof, recognise: findCodeColumns } as const;
    const { pool, prisma } = database();
    const refused = await countCourseAttempt({ pool, prisma, limit: "upload", proof });
    if (refused) return tooOftenPath(refused);
    const sent = await receiveImport({ prisma, ring: environment().codeRing, about, parts });
    if (sent.ok) return paths.courseImport({ course: ref.course, import: sent.id });
    return paths.codesImport(ref) + (sent.id ? `?failed=${sent.id}` : "?refused=no-file");
  },
});

type Parts = Parameters<typeof receiveImport>[0]["parts"];

const SHOWN = { preview: 6, leftOut: 200, odd: 20 };

/** One import, of whatever kind and wherever it stands. */
export const loadImport = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { import: id }: { course: string; import: string | null }) => {
    const { prisma } = database();
    const [course, view] = await Promise.all([
      readCourse({ prisma, proof }),
      id ? readImport({ prisma, proof, id }) : null,
    ]);
    if (!course || !view) return null;
    const preview = view.format
      ? await readPreview({
          prisma,
          ring: environment().codeRing,
          id: view.id,
          format: view.format,
          count: SHOWN.preview,
        })
      : [];
    const trouble = await readTrouble({ prisma, view });
    const page = { person: { email: proof.email }, course, view, preview, trouble };
    if (view.kind === "ROSTER") {
      return { ...page, codes: null, roster: await readRosterImport({ prisma, proof, view }) };
    }
    const [leftOut, fresh, odd, withdrawal] = await Promise.all([
      listLinesLeftOut({ prisma, proof, id: view.id, count: SHOWN.leftOut }),
      readNewCodes({ prisma, proof, id: view.id }),
      view.state === "CHECKED" ? listOddCodes({ prisma, proof, id: view.id, count: SHOWN.odd }) : null,
      view.state === "DONE" ? readWithdrawal({ prisma, proof, id: view.id }) : null,
    ]);
    return { ...page, codes: { leftOut, fresh, odd, withdrawal }, roster: null };
  },
});

/** The report of a dry run, line by line, some thousand at a time. */
export const loadImportReport = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { import: id }: { course: string; import: string | null }) => {
    const { prisma } = database();
    const view = id ? await readImport({ prisma, proof, id }) : null;
    if (!view || !["CHECKED", "DONE"].includes(view.state)) return null;
    heedLimit(await countCourseAttempt({ ...database(), limit: "export", proof }));
    const about = { prisma, proof, id: view.id };
    const rows =
      view.kind === "CODES"
        ? report(CODES_HEAD, reportCodeLines(about), (line) => writeCodeReport(line, view.offer?.currency ?? "USD"))
        : report(PEOPLE_HEAD, reportPersonLines(about), (line) => writePersonReport(line, roleWords));
    return { rows, fileName: `report on ${view.fileName.replace(/\.\w+$/, "")}.csv` };
  },
});

async function* report<Line>(
  head: string[],
  lines: AsyncIterable<Line[]>,
  write: (line: Line) => string[],
): AsyncGenerator<string[][]> {
  yield [head];
  for await (const some of lines) yield some.map(write);
}
