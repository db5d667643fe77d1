import { proveCourseInstructor } from "@/features/courses/access";
import { readImport } from "@/features/courses/imports/queries";
import { readCourse } from "@/features/courses/queries";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { readWithdrawal } from "./queries";
import { judgeUndo } from "./rules";

/** An import with what undoing it would do, or the reason why it cannot be undone. */
export const loadUndo = guardedLoader({
  prove: proveCourseInstructor,
  read: async (proof, { import: id }: { course: string; import: string | null }) => {
    const { prisma } = database();
    const [course, view] = await Promise.all([
      readCourse({ prisma, proof }),
      id ? readImport({ prisma, proof, id }) : null,
    ]);
    if (!course || !view) return null;
    const withdrawal = await readWithdrawal({ prisma, proof, id: view.id });
    return { person: { email: proof.email }, course, view, withdrawal, refused: judgeUndo(view, withdrawal) };
  },
});
