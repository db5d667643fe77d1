import { proveCourseStaff } from "@/features/courses/access";
import { readMessageCourse } from "@/features/messages/queries";
import { whyNothingIsSent } from "@/features/messages/rules";
import { type Audience, invited, type Query, readAudience, steps } from "@/features/messages/schema";
import { readIdentifier } from "@/lib/read-identifier";
import { database } from "@/server/db";
import { environment } from "@/server/env";
import { guardedLoader } from "@/server/loader";
import { countAudiences, findPeople, listMessageOffers } from "./queries";
import { suggestWords } from "./rules";

/** The page that writes a message: what the address has chosen so far, what else can be chosen, and how many people each choice has. */
export const loadNewMessage = guardedLoader({
  prove: proveCourseStaff,
  read: async (proof, { query }: { course: string; query: Query }) => {
    const { prisma } = database();
    const [course, offers] = await Promise.all([
      readMessageCourse({ prisma, proof }),
      listMessageOffers({ prisma, proof }),
    ]);
    const audience = query.choose === undefined ? readAudience(query) : null;
    const choices: Audience[] =
      query.kind === "invitation"
        ? invited.map((who) => ({ kind: "INVITATION", who }))
        : query.kind === "reminder"
          ? steps.map((step) => ({ kind: "REMINDER", wanted: [step] }))
          : [];
    const search = typeof query.search === "string" ? query.search.trim().slice(0, 100) : "";
    const checked = [query.person ?? []].flat().flatMap((id) => readIdentifier(id) ?? []);
    const [counts, [recipients], people] = await Promise.all([
      countAudiences({ prisma, proof, audiences: choices }),
      countAudiences({ prisma, proof, audiences: audience ? [audience] : [] }),
      query.by === "people" && !audience ? findPeople({ prisma, proof, search, checked }) : null,
    ]);
    return (
      course && {
        person: { email: proof.email, mayInstruct: proof.mayInstruct },
        course,
        offers,
        audience,
        recipients: recipients ?? 0,
        choices: choices.map((choice, index) => ({ audience: choice, recipients: counts[index] ?? 0 })),
        people,
        search,
        hindrance: whyNothingIsSent(course),
        words:
          audience &&
          suggestWords({
            kind: audience.kind,
            course,
            offers: offers.filter(({ isOpen }) => isOpen),
            publicUrl: environment().publicUrl,
          }),
      }
    );
  },
});

/** What the page that writes a message shows. */
export type NewMessageView = Awaited<ReturnType<typeof loadNewMessage>>;
