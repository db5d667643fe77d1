import type { GuidePage } from "@/content/guides/types";

export const whatItCovers: GuidePage = {
  kind: "coverage",
  slug: "what-it-covers",
  title: "What the credit covers, and what not",
  summary: "Services, exceptions, shared bills and resellers.",
  done: "I have read this",
  body: `
Your account holds the list that counts. On the **Credits** page, open your credit and read **Applicable products**; older
screens show the list of services under the tab *Credits* of the account's dashboard.

## Not covered

Whatever the list says, these are usually paid by card:

- fees for Reserved Instances, and other fees that are paid in advance
- Amazon Mechanical Turk
- subscriptions, and anything bought in AWS Marketplace
- domain names
- some support plans

## If your account is in an organization

Organizations share credits among their accounts by default, so others may use yours up. The payer of the organization can
change that under **Billing preferences**.

Do you plan to join *consolidated billing*, where another account pays for yours? Wait until the credit is used.

## If a reseller manages your account

Some accounts are run by a partner that resells AWS (the Global Channel Reseller Program). There, the credit rolls to the
payer's account, just as with consolidated billing. Ask the reseller before you redeem.
`,
  notices: [
    { tone: "info", title: "When it ends", body: "{{expiryNotice}}" },
    {
      tone: "info",
      title: "Say thank you",
      body: "The sponsor asks to be acknowledged in papers, on course pages and in proceedings. The page **Acknowledgement** of this offer has the words, ready to copy.",
    },
  ],
};
