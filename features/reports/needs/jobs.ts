import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { database } from "@/server/db";
import { sendMail } from "@/server/mailer";
import { takeDueCourses } from "./commands";
import { writeDailyMail } from "./emails/daily-mail";
import { readDailyMail } from "./queries";
import { listNeeds } from "./rules";

const dailyMail = z.object({ enrolmentId: z.uuid(), day: z.iso.date() });

/** What the worker does for the desk: once a day, "what needs me now" by mail. */
export const needsTasks: TaskList = {
  "take-due-courses": async () => {
    await takeDueCourses(database().prisma);
  },
  "send-daily-mail": async (payload) => {
    const facts = await readDailyMail({ pool: database().pool, ...dailyMail.parse(payload) });
    if (!facts) {
      return;
    }
    const { course, offers } = facts.dashboard;
    const { mayInstruct } = facts;
    // Nobody gets a mail about what only others can mend.
    const needs = listNeeds({ course, offers, ...facts.mishaps }, { now: course.now, mayInstruct }).flatMap((need) =>
      need.link ? [{ ...need, link: need.link }] : [],
    );
    if (needs.length > 0) {
      await sendMail(await writeDailyMail({ ...facts, course, needs }));
    }
  },
};

/** Every hour, because seven o'clock is at another hour in every zone; a minute after the full one, when others have had their turn. */
export const needsCrontab = ["1 * * * * take-due-courses"];
