import type { OfferInstructor } from "@/features/courses/access";
import type { FormRefusal } from "@/lib/form-state";
import type { Prisma } from "@/server/db";
import { done } from "@/server/errors";
import { type Revised, reviseGuide } from "../revisions/commands";
import { keepUpdate, takeUpdate } from "./rules";

/**
 * Takes the provider's words of a page, or keeps the course's own and records that the provider's were looked at. Refuses when somebody
 * saved a revision since `version`: what was looked at may not be what would be replaced.
 */
export async function settleUpdate({
  prisma,
  proof,
  version,
  page,
  choice,
}: {
  prisma: Prisma;
  proof: OfferInstructor;
  version: number;
  page: string;
  choice: "take" | "keep";
}): Promise<Revised | FormRefusal> {
  return reviseGuide<FormRefusal>({
    ...{ prisma, proof, version },
    note: choice === "take" ? "The provider's new words of a page taken." : "The course's own words of a page kept.",
    edit: (ground) =>
      ground.number === version
        ? done(choice === "take" ? takeUpdate(ground, page) : keepUpdate(ground, page))
        : { ok: false, reason: "changed", sentence: "Somebody saved a revision meanwhile. Look again first." },
  });
}
