import { proveCourseStaff } from "@/features/courses/access";
import { listMessageOffers } from "@/features/messages/drafts/queries";
import { readMessageCourse } from "@/features/messages/queries";
import { whyNothingIsSent } from "@/features/messages/rules";
import { listPlans } from "@/features/messages/schedule/queries";
import { deliveryStates, type Query } from "@/features/messages/schema";
import { readIdentifier } from "@/lib/read-identifier";
import { database } from "@/server/db";
import { guardedLoader } from "@/server/loader";
import { listMessages, readMessage } from "./queries";

/** What was sent in a course, and what will go out by itself. */
export const loadMessages = guardedLoader({
  prove: proveCourseStaff,
  read: async (proof, { query }: { course: string; query: Query }) => {
    const { prisma } = database();
    const before = readIdentifier(query.before) ?? undefined;
    const [course, offers, page, [plan]] = await Promise.all([
      readMessageCourse({ prisma, proof }),
      listMessageOffers({ prisma, proof }),
      listMessages({ prisma, proof, before }),
      listPlans({ prisma, courseId: proof.courseId }),
    ]);
    const { email, mayInstruct } = proof;
    const person = { email, mayInstruct };
    const hindrance = course && whyNothingIsSent(course);
    return course && { person, course, offers, ...page, isFirstPage: !before, plan: plan ?? null, hindrance };
  },
});

/** One message with a page of its deliveries. */
export const loadMessage = guardedLoader({
  prove: proveCourseStaff,
  read: async (proof, { message: id, query }: { course: string; message: string; query: Query }) => {
    const { prisma } = database();
    const message = readIdentifier(id);
    const after = readIdentifier(query.after) ?? undefined;
    const state = deliveryStates.find((known) => known.toLowerCase() === query.state);
    const [course, offers, view] = await Promise.all([
      readMessageCourse({ prisma, proof }),
      listMessageOffers({ prisma, proof }),
      message && readMessage({ prisma, proof, message, state, after }),
    ]);
    const { email, mayInstruct } = proof;
    if (!course || !view) {
      return null;
    }
    const hindrance = whyNothingIsSent(course);
    return { person: { email, mayInstruct }, course, offers, message: view, state, isFirstPage: !after, hindrance };
  },
});

/** What the pages of messages show. */
export type MessagesView = Awaited<ReturnType<typeof loadMessages>>;
export type OneMessageView = Awaited<ReturnType<typeof loadMessage>>;
