import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { database } from "@/server/db";
import { undoImport } from "./commands";

const about = z.object({ importId: z.uuid(), userId: z.uuid() });

/** What the worker does to undo an import of codes. */
export const withdrawalTasks: TaskList = {
  async "undo-codes-import"(payload) {
    const { importId, userId } = about.parse(payload);
    await undoImport({ prisma: database().prisma, id: importId, userId });
  },
};
