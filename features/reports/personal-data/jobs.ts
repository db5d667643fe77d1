import type { TaskList } from "graphile-worker";
import { database } from "@/server/db";
import { log } from "@/server/log";
import { scrubDueCourses } from "./commands";

/** What the worker does for forgetting. */
export const personalDataTasks: TaskList = {
  async "scrub-courses"() {
    const people = await scrubDueCourses({ prisma: database().prisma });
    log().info({ people }, "names and addresses scrubbed");
  },
};

/** Every hour, because it is midnight somewhere; what one run missed the next one does. */
export const personalDataCrontab = ["17 * * * * scrub-courses"];
