"use client";

import { LinkButton } from "@/components/ui/button";
import { RadioGroup } from "@/components/ui/choice-field";
import { SelectField } from "@/components/ui/select-field";
import { TextAreaField, TextField } from "@/components/ui/text-field";
import { ActionForm } from "@/features/courses/components/action-form";
import { changeOfferAction, createOfferAction } from "../actions";
import { offerLabels } from "../rules";

const POLICIES = [
  { value: "AUTOMATIC", label: "At once", hint: "Who asks within the window gets a code, as long as there are any." },
  { value: "BY_APPROVAL", label: "By approval", hint: "An instructor looks at each request before a code is given." },
];

const OPENINGS = [
  {
    value: "now",
    label: "Now",
    hint: "As soon as you save; in a course that is still a draft, as soon as it is open. An offer that has opened keeps its moment.",
  },
  { value: "at", label: "At a day and time" },
];

/** Makes an offer of a course, or changes the one of `offer`. The zone is the course's, and is named beside each moment. */
export function OfferForm({
  guides,
  currencies,
  timeZone,
  initial,
  course,
  offer,
  version,
  cancelHref,
}: {
  guides: readonly { slug: string; title: string; provider: string }[];
  currencies: readonly { code: string; name: string }[];
  timeZone: string;
  initial: Record<string, string>;
  course: string;
  offer?: string;
  version?: number;
  cancelHref: string;
}) {
  const zone = timeZone.replaceAll("_", " ");
  return (
    <ActionForm
      action={offer ? changeOfferAction : createOfferAction}
      initial={initial}
      hidden={offer ? { course, offer, version: String(version) } : { course }}
      submit={offer ? "Save the offer" : "Make the offer"}
      aside={
        <LinkButton href={cancelHref} variant="quiet">
          Cancel
        </LinkButton>
      }
    >
      {(field) => (
        <>
          <SelectField
            label={offerLabels.guide}
            hint="The guide walks participants through redeeming their code."
            options={guides.map(({ slug, title, provider }) => ({ value: slug, label: `${provider}: ${title}` }))}
            key={field("guide").defaultValue}
            {...field("guide")}
          />
          <TextField
            label={offerLabels.name}
            hint="What participants see, such as AWS credit."
            width="medium"
            {...field("name")}
          />
          <TextField
            label={offerLabels.amount}
            hint="In digits, such as 100 or 99.50."
            inputMode="decimal"
            width="short"
            {...field("amount")}
          />
          <SelectField
            label={offerLabels.currency}
            className="max-w-xs"
            options={currencies.map(({ code, name }) => ({ value: code, label: `${code} (${name})` }))}
            key={`currency${field("currency").defaultValue}`}
            {...field("currency")}
          />
          <div className="group space-y-6">
            <RadioGroup
              label="When requests open"
              choices={OPENINGS}
              key={`opening${field("opening").defaultValue}`}
              {...field("opening")}
            />
            <TextField
              label={offerLabels.opensAt}
              hint={`On the clocks of ${zone}.`}
              type="datetime-local"
              width="medium"
              className="group-has-[input[value=now]:checked]:hidden"
              {...field("opensAt")}
            />
          </div>
          <TextField
            label={offerLabels.closesAt}
            hint={`On the clocks of ${zone}.`}
            type="datetime-local"
            width="medium"
            {...field("closesAt")}
          />
          <TextField
            label={offerLabels.redeemBy}
            hint={`The sponsor's date. The day itself still counts, until midnight in ${zone}. After it nothing is handed out.`}
            type="date"
            width="short"
            {...field("redeemBy")}
          />
          <RadioGroup
            label={offerLabels.policy}
            choices={POLICIES}
            key={`policy${field("policy").defaultValue}`}
            {...field("policy")}
          />
          <TextAreaField
            label={offerLabels.acknowledgement}
            hint="The words with which participants thank the sponsor in papers and pages. It begins with an example from the guide: put the sponsor's own words in its place."
            rows={4}
            {...field("acknowledgement")}
          />
        </>
      )}
    </ActionForm>
  );
}
