import type { GuidePage } from "@/content/guides/types";

export const checkTheCredit: GuidePage = {
  kind: "verify",
  number: 4,
  slug: "check-the-credit",
  title: "Check that the credit is there",
  summary: "Find your credit in the table, with its amount and its expiration date.",
  done: "I see my credit",
  figure: "credit-table",
  body: `
AWS confirms by listing your credit in a table on the **Credits** page. Figure 3 shows what to look for:

- **Expiration date** (1): until when the credit can pay for something.
- **Credit name** (2): what AWS calls it. The name rarely says which course it came from.
- **Credits used** (3): nothing yet.
- **Credits remaining** (4): should be {{amount}}. Newer screens say **Amount remaining** (5) instead.
- **Applicable products** (6): on newer screens, the services that the credit pays for.

See it? Then the credit is yours. Come back to this portal and press **I have redeemed it**, so that your course
knows.

## When you do not see it yet

A new credit can take some hours to appear, and up to a week to show on the bill. It counts from the month in which you
redeemed it, never for a bill that AWS has already issued.

## When the figure does not move

The balance is worked out once a month, after AWS has closed the bill of the month before. In between it stands still, even
while you use services. For an estimate that is renewed about daily, open **Bills** and the tab **Savings**.
`,
  notices: [{ tone: "info", title: "When it ends", body: "{{expiryNotice}}" }],
};
