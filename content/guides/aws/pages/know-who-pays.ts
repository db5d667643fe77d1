import type { GuidePage } from "@/content/guides/types";

export const knowWhoPays: GuidePage = {
  kind: "step",
  number: 5,
  slug: "know-who-pays",
  title: "Know who pays from now on",
  summary: "First the credit, by itself; after its end, the card in your account.",
  done: "I know who pays",
  body: `
There is nothing to switch on. AWS applies the credit by itself to the bill for the services you use.

- What is within the **Free Tier** costs nothing and leaves the credit alone.
- What goes beyond the Free Tier is paid from the credit, as long as the credit covers that service.
- When the credit is used up or has expired, the **card in your account is charged**, at once and without a question.

## What the Free Tier is today

It depends on when your account was created. Accounts from before 15 July 2025 had twelve months of free allowances.
Accounts created since then start with credits of up to 200 US dollars instead, and their free plan ends after six
months. We found no statement by AWS of what a promotion code does on such a free plan. If yours is one, write to
{{contactName}} before you rely on it: {{contactAddress}}

## Which credit goes first

With several credits in one account, AWS takes the one that expires soonest; then the one that fits the fewest services;
then the oldest.
`,
  notices: [
    {
      tone: "warning",
      title: "The end of the credit is not the end of the bill",
      body: "As a rule AWS does not refund what you spend beyond the credit. Take five minutes for the next page, **Guard your bill**.",
    },
  ],
};
