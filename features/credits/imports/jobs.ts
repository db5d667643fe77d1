import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { checkCodes } from "@/features/credits/checks/commands";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { importCodes, tidyImport } from "./commands";

const about = z.object({ importId: z.uuid(), userId: z.uuid().nullish() });

/** What the worker does for files of codes: the dry run, the import for good, and tidying up after it. */
export const codesImportTasks: TaskList = {
  async "check-codes"(payload) {
    await checkCodes({ ...database(), keys: environment(), id: about.parse(payload).importId });
  },
  async "import-codes"(payload) {
    const { importId, userId = null } = about.parse(payload);
    await importCodes({ ...database(), keys: environment(), id: importId, userId });
  },
  async "tidy-codes-import"(payload) {
    await tidyImport({ pool: database().pool, id: about.parse(payload).importId });
  },
};
