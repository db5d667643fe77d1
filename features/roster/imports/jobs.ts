import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { checkRoster } from "@/features/roster/checks/commands";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { importRoster, tidyRosterImport } from "./commands";

const about = z.object({ importId: z.uuid(), userId: z.uuid().nullish() });

/** What the worker does for rosters: the dry run, the import for good, and tidying up after it. */
export const rosterImportTasks: TaskList = {
  async "check-roster"(payload) {
    await checkRoster({ ...database(), ring: environment().codeRing, id: about.parse(payload).importId });
  },
  async "import-roster"(payload) {
    const { importId, userId = null } = about.parse(payload);
    await importRoster({ ...database(), ring: environment().codeRing, id: importId, userId });
  },
  async "tidy-roster-import"(payload) {
    await tidyRosterImport({ pool: database().pool, id: about.parse(payload).importId });
  },
};
