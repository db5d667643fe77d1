import { Section } from "@/components/ui/section";
import type { OfferView } from "@/features/credits/queries";
import { paths } from "@/lib/paths";
import { Contact } from "./offer-facts";

/** What a person with a revealed code may need beside it. */
export function CodeHelp({ offer }: { offer: OfferView }) {
  const ref = { course: offer.course.slug, offer: offer.slug };
  return (
    <Section title="If something is wrong">
      <ul className="max-w-text space-y-3">
        {offer.standing === "revealed" && (
          <li>
            <a href={paths.codeProblem(ref)} className="link font-semibold">
              This code does not work
            </a>
            : find out what the message means, and report the code if it is to blame.
          </li>
        )}
        {offer.standing === "redeemed" && (
          <li>
            Said it too early, and the code does not work? Take back above that you have redeemed it; then you can
            report it.
          </li>
        )}
        {offer.replacedAt && (
          <li>Your earlier code was replaced by this one. It no longer counts; please forget it.</li>
        )}
        <li>
          Whom to ask: <Contact name={offer.course.contactName} address={offer.course.contactAddress} />. Never send the
          code itself, nor the password of your account.
        </li>
      </ul>
    </Section>
  );
}
