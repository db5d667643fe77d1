import { LinkButton } from "@/components/ui/button";
import { CodeText } from "@/components/ui/code-text";
import { CopyButton } from "@/components/ui/copy-button";
import { NextStep } from "@/components/ui/next-step";
import { SubmitButton } from "@/components/ui/submit-button";
import { confirmRedemptionAction, takeBackRedemptionAction, takeBackReportAction } from "@/features/credits/actions";
import type { OfferView } from "@/features/credits/queries";
import { formatDay } from "@/lib/dates";
import { paths } from "@/lib/paths";
import { OfferForm } from "./offer-form";
import { StandingBadge } from "./standing-badge";

/** The code that its owner has revealed, and what can be done with it in the state it is in. */
export function CodePanel({
  offer,
  code,
  link,
  redeemPage,
  budgetPage,
}: {
  offer: OfferView;
  code: string;
  /** Where the sponsor has it redeemed, if it came with the code. */
  link: string | null;
  redeemPage: string;
  budgetPage: string;
}) {
  const ref = { course: offer.course.slug, offer: offer.slug };
  const words = WORDS[offer.standing === "redeemed" || offer.standing === "reported" ? offer.standing : "revealed"];
  return (
    <NextStep
      status={<StandingBadge offer={offer} />}
      title={words.title}
      actions={
        offer.standing === "redeemed" ? (
          <>
            {offer.leftToDo === "budget" && <LinkButton href={budgetPage}>Guard your bill</LinkButton>}
            {!offer.acknowledgedAt && (
              <LinkButton
                href={paths.acknowledgement(ref)}
                variant={offer.leftToDo === "budget" ? "secondary" : "primary"}
              >
                Acknowledge the sponsor
              </LinkButton>
            )}
            <OfferForm action={takeBackRedemptionAction} offer={ref}>
              <SubmitButton variant="quiet">I have not redeemed it after all</SubmitButton>
            </OfferForm>
          </>
        ) : offer.standing === "reported" ? (
          <OfferForm action={takeBackReportAction} offer={ref}>
            <SubmitButton variant="secondary">It works after all: take my report back</SubmitButton>
          </OfferForm>
        ) : (
          <>
            <LinkButton href={redeemPage}>Redeem it, step by step</LinkButton>
            <OfferForm action={confirmRedemptionAction} offer={ref}>
              <SubmitButton variant="secondary">I have redeemed it</SubmitButton>
            </OfferForm>
          </>
        )
      }
    >
      <div className="my-4 flex flex-wrap items-center gap-x-5 gap-y-3">
        <CodeText id="code" large className="tabular max-sm:px-3 max-sm:text-lg">
          {code}
        </CodeText>
        <CopyButton fromId="code" label="Copy the code" />
      </div>
      {link && link !== code && (
        <p className="mb-3">
          The sponsor gave a link along with it:{" "}
          <a className="link break-all" href={link} rel="noreferrer">
            {link}
          </a>
        </p>
      )}
      <p>
        {words.text} {offer.standing === "redeemed" && LEFT[offer.leftToDo ?? "nothing"]}
        {offer.standing === "revealed" && `Redeem it by ${formatDay(offer.redeemBy)}.`}
      </p>
    </NextStep>
  );
}

const LEFT = {
  budget: "The next thing is to set a budget that warns you.",
  acknowledgement: "What is left is to name the sponsor in what you publish: the words are ready to copy.",
  nothing: "Nothing is left to do here.",
};

const WORDS = {
  revealed: {
    title: "This is your code",
    text: "It belongs to you alone and works a single time. Keep it to yourself: whoever types it first has the credit.",
  },
  redeemed: {
    title: "You have redeemed this code",
    text: "It is spent, and the credit is in your account.",
  },
  reported: {
    title: "You reported this code",
    text: "An instructor looks at it and can replace it; you get a mail when that is done. Until then there is nothing that you have to do.",
  },
};
