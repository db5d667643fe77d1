import type { MessageKind } from "@/features/messages/rules";
import { formatInstant } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";

type SuggestedCourse = { slug: string; title: string; term: string; timeZone: string };
type SuggestedOffer = { name: string; amountMinor: number; currency: string; opensAt: Date; closesAt: Date };

/** Words to begin with, which the writer changes as they like. `offers` are those that can still be requested. */
export function suggestWords({
  kind,
  course,
  offers,
  publicUrl,
}: {
  kind: Exclude<MessageKind, "NOTICE">;
  course: SuggestedCourse;
  offers: readonly SuggestedOffer[];
  publicUrl: string;
}): { subject: string; body: string } {
  const address = publicUrl + paths.course(course.slug);
  if (kind === "REMINDER") {
    return {
      subject: `Still to do in ${course.title}`,
      body: `You have not finished with your cloud credit in **${course.title}**. This is what is still to do for you:`,
    };
  }
  if (kind === "LETTER") {
    return { subject: course.title, body: "" };
  }
  const list = offers.map(
    (offer) =>
      `- ${offer.name}, ${formatMoney(offer)}: request your code by ${formatInstant(offer.closesAt, course.timeZone)}`,
  );
  const given = list.length > 0 ? ["The course gives you:", list.join("\n")] : [];
  return {
    subject: `Your cloud credit in ${course.title}`,
    body: [
      `You have a place in **${course.title}**, ${course.term}.`,
      ...given,
      "Sign in with the address to which this mail came. You get a link by mail, and need no password:",
      address,
    ].join("\n\n"),
  };
}
