import { render, toPlainText } from "react-email";
import { formatDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { paths } from "@/lib/paths";
import { CreditMail } from "./credit-mail";

export type CreditMailFacts = {
  to: string;
  name: string;
  course: { slug: string; title: string; contactName: string; contactAddress: string };
  offer: { slug: string; name: string; amountMinor: number; currency: string; redeemBy: Date };
  reason: string | null;
  /** Whether the offer's pool is frozen, so that people wait although there may be codes. */
  frozen: boolean;
};

type Words = { subject: string; paragraphs: string[]; action: "code" | "offer"; label: string };

/**
 * Writes a mail about a request or an allocation, as HTML and as plain text. The facts hold no code, so that no mail
 * ever can: it links to the portal, where the code is shown after the reveal. An answer goes to the course's contact.
 */
export async function writeCreditMail({
  kind,
  facts,
  publicUrl,
}: {
  kind: "code-ready" | "approved" | "given" | "replaced" | "released" | "revoked" | "waiting" | "declined";
  facts: CreditMailFacts;
  publicUrl: string;
}) {
  const { course, offer } = facts;
  const words = choose(kind, facts);
  const ref = { course: course.slug, offer: offer.slug };
  const mail = (
    <CreditMail
      title={words.subject}
      paragraphs={[facts.name ? `Hello ${facts.name},` : "Hello,", ...words.paragraphs]}
      action={{ label: words.label, href: publicUrl + (words.action === "code" ? paths.code(ref) : paths.offer(ref)) }}
      closing={`Questions? Write to ${course.contactName}, ${course.contactAddress}. Nobody of the course will ever ask for your cloud password.`}
    />
  );
  const html = await render(mail);
  const replyTo = { name: course.contactName, address: course.contactAddress };
  return { to: facts.to, subject: words.subject, html, text: toPlainText(html), replyTo };
}

function choose(
  kind: Parameters<typeof writeCreditMail>[0]["kind"],
  { course, offer, reason, frozen }: CreditMailFacts,
): Words {
  // A course may give several credits, and the subject is what a list of mails shows.
  const of = `${offer.name} in ${course.title}`;
  const credit = `${offer.name} (${formatMoney(offer)})`;
  const lastDay = `Redeem it by ${formatDay(offer.redeemBy)}; after that day it is worth nothing, and the date cannot be moved.`;
  const mailHasNoCode = "For your safety the code itself is not in this mail: sign in to see it.";
  const toCode = { action: "code", label: "Go to my code" } as const;
  const toOffer = { action: "offer", label: "See where I stand" } as const;
  switch (kind) {
    case "code-ready":
      return {
        subject: `Your code for ${of} is ready`,
        paragraphs: [`A code for ${credit} is yours. ${mailHasNoCode}`, lastDay],
        ...toCode,
      };
    case "approved":
      return {
        subject: `Your request for ${of} was approved`,
        paragraphs: [
          `An instructor approved your request, and a code for ${credit} is yours. ${mailHasNoCode}`,
          lastDay,
        ],
        ...toCode,
      };
    case "given":
      return {
        subject: `A code for ${of} is yours`,
        paragraphs: [
          `An instructor gave you a code for ${credit}. You need not ask for one. ${mailHasNoCode}`,
          lastDay,
        ],
        ...toCode,
      };
    case "released":
      return {
        subject: `Your unused code for ${of} was taken back`,
        paragraphs: [
          `A code for ${credit} was kept for you, and you had not looked at it. An instructor has put it back for others.`,
          "If you still need one, ask again on the page of the offer while requests are open.",
        ],
        ...toOffer,
      };
    case "revoked":
      return {
        subject: `Your code for ${of} was withdrawn`,
        paragraphs: [
          `An instructor withdrew your code for ${credit}. Please do not redeem it any more.`,
          ...(reason ? [`The reason: ${reason}`] : []),
          "If you think that this is a mistake, answer to the address below.",
        ],
        ...toOffer,
      };
    case "replaced":
      return {
        subject: `You have a new code for ${of}`,
        paragraphs: [
          `Your code for ${credit} was replaced by a new one. Please forget the old code: it no longer counts. ${mailHasNoCode}`,
          lastDay,
        ],
        ...toCode,
      };
    case "waiting":
      return {
        subject: `You are on the waiting list for ${of}`,
        paragraphs: [
          `Your request for ${credit} was received, and ${frozen ? "handing out is paused while an instructor checks the pool" : "all codes are taken right now"}. You keep your place in the order of requests.`,
          "There is nothing that you have to do: you get a mail as soon as there is a code for you.",
        ],
        ...toOffer,
      };
    case "declined":
      return {
        subject: `Your request for ${of} was declined`,
        paragraphs: [
          `An instructor declined your request for ${credit}.`,
          ...(reason ? [`The reason: ${reason}`] : []),
          "If you think that this is a mistake, answer to the address below.",
        ],
        ...toOffer,
      };
  }
}
