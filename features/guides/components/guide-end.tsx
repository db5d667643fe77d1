import { LinkButton } from "@/components/ui/button";
import { NextStep } from "@/components/ui/next-step";
import { StandingBadge } from "@/features/credits/components/standing-badge";
import type { OfferView } from "@/features/credits/queries";
import { paths } from "@/lib/paths";

/** What comes after the last step, by where the person stands: to say that the code is redeemed, then to acknowledge the sponsor. */
export function GuideEnd({ offer }: { offer: OfferView }) {
  const ref = { course: offer.course.slug, offer: offer.slug };
  const { title, text, href, label } = findEnd(offer, ref);
  return (
    <NextStep
      status={offer.standing !== "staff" && <StandingBadge offer={offer} />}
      title={title}
      actions={<LinkButton href={href}>{label}</LinkButton>}
    >
      <p>{text}</p>
    </NextStep>
  );
}

function findEnd(offer: OfferView, ref: { course: string; offer: string }) {
  const title = "You are through the guide";
  const toCode = { href: paths.code(ref), label: "Go to my code" };
  switch (offer.standing) {
    case "revealed":
      return { ...toCode, title, text: "Tell your course: at your code, press “I have redeemed it”." };
    case "allocated":
      return { ...toCode, title, text: "Your code is still hidden. Look at it when you are ready to redeem it." };
    case "redeemed":
      if (!offer.acknowledgedAt) {
        const label = "Acknowledge the sponsor";
        return { title, text: "What is left is to name the sponsor.", href: paths.acknowledgement(ref), label };
      }
      return {
        title: "You have done all of it",
        text: offer.sentence,
        href: paths.offer(ref),
        label: "Back to the offer",
      };
    default:
      return { title, text: offer.sentence, href: paths.offer(ref), label: `Back to ${offer.name}` };
  }
}
