import type { GuideProblem } from "@/content/guides/contract";
import { recordEvent } from "@/features/audit/commands";
import type { OfferInstructor } from "@/features/courses/access";
import type { FormRefusal } from "@/lib/form-state";
import { putBlob } from "@/server/blobs";
import type { Prisma, Transaction } from "@/server/db";
import { done } from "@/server/errors";
import type { Upload } from "@/server/read-upload";
import { type Revised, reviseGuide } from "../revisions/commands";
import { isSamePage } from "../revisions/rules";
import { prepareScreenshot, type Screenshot } from "./pdf/prepare-screenshot";
import { placeScreenshot, takeScreenshotBack } from "./rules";

type OnPage = { prisma: Prisma; proof: OfferInstructor; version: number; page: string };

const CHANGED = "Somebody else changed this page after you had opened it. Look at it again first.";

/** Shows a screenshot in the place of a page's figure. Refuses what `prepareScreenshot` refuses, and when the page changed since `version`. */
export async function addScreenshot({
  prisma,
  proof,
  version,
  page,
  upload,
  alt,
}: OnPage & { upload: Upload; alt: string }): Promise<Revised | FormRefusal> {
  const prepared = await prepareScreenshot(upload.bytes);
  if (!prepared.ok) {
    return { ok: false, reason: "invalid", sentence: "", problems: { file: [prepared.sentence] } };
  }
  const { screenshot } = prepared;
  const id = crypto.randomUUID();
  return reviseGuide<FormRefusal>({
    ...{ prisma, proof, version, note: "A screenshot put in the place of a figure." },
    place: (problem: GuideProblem) => (problem.part === "alt" ? "alt" : null),
    within: (tx) => keepScreenshot({ tx, proof, id, screenshot, fileName: upload.fileName }),
    edit: ({ guide, opened }) => {
      const { width, height } = screenshot;
      const edited = placeScreenshot(guide, page, { id, width, height, alt });
      return edited && opened && isSamePage(opened, guide, page)
        ? done({ guide: edited })
        : { ok: false, reason: "changed", sentence: CHANGED };
    },
  });
}

async function keepScreenshot({
  tx,
  proof,
  id,
  screenshot,
  fileName,
}: {
  tx: Transaction;
  proof: OfferInstructor;
  id: string;
  screenshot: Screenshot;
  fileName: string;
}): Promise<void> {
  const { data, width, height } = screenshot;
  const { courseId, offerId, userId } = proof;
  const blobId = await putBlob(tx, { data, mediaType: "image/webp" });
  await tx.guideImage.create({ data: { id, courseId, offerId, blobId, fileName, width, height, createdBy: userId } });
  await recordEvent(tx, {
    ...{ courseId, offerId, actorId: userId, act: "guide.image-added", subjectType: "guide-image", subjectId: id },
    detail: { size: data.length },
  });
}

/** Shows the drawing again. The screenshot stays stored for the revisions that show it. Refuses when the page changed since `version`. */
export async function removeScreenshot({ prisma, proof, version, page }: OnPage): Promise<Revised | FormRefusal> {
  return reviseGuide<FormRefusal>({
    ...{ prisma, proof, version, note: "A screenshot taken back." },
    edit: ({ guide, opened }) => {
      const edited = takeScreenshotBack(guide, page);
      return edited && opened && isSamePage(opened, guide, page)
        ? done({ guide: edited })
        : { ok: false, reason: "changed", sentence: CHANGED };
    },
  });
}
