import { DescriptionList } from "@/components/ui/description-list";
import type { GuideFacts } from "@/features/guides/rules";
import { formatDay } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

/** What the handout was made for: the course's and the offer's own figures. */
export function HandoutFacts({ facts }: { facts: GuideFacts }) {
  return (
    <DescriptionList
      className="max-w-text self-start"
      items={[
        { term: "Made for", detail: `${facts.courseTitle}, ${facts.term}` },
        { term: "Credit", detail: `${facts.offerName}, ${formatMoney(facts)}` },
        { term: "Last day to redeem", detail: `${formatDay(facts.redeemBy)} (${facts.timeZone.replaceAll("_", " ")})` },
        { term: "Whom to ask", detail: `${facts.contactName}, ${facts.contactAddress}` },
        { term: "Form", detail: "PDF on A4, with bookmarks, and tagged for screen readers" },
      ]}
    />
  );
}
