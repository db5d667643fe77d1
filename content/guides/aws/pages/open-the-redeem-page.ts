import type { GuidePage } from "@/content/guides/types";

export const openTheRedeemPage: GuidePage = {
  kind: "step",
  number: 1,
  slug: "open-the-redeem-page",
  title: "Open the redeem page",
  summary: "Go to aws.amazon.com/awscredits.",
  done: "Mark this step done",
  figure: "redeem-page",
  body: `
Open [aws.amazon.com/awscredits](https://aws.amazon.com/awscredits) in a new tab, and keep this guide in the old one.
Check the address (1): it should be on \`aws.amazon.com\`.

You should see a page about redeeming a promotional credit, roughly as in Figure 1. The button **Redeem Credit** (2) is
for people who have an AWS account, which is you by now. The other way (3) is for those who have yet to create one.

## If the page looks different

The address is old and may one day lead elsewhere. The same place is then found inside AWS: open
[the Credits page](https://console.aws.amazon.com/billing/home#/credits), which is in the console under
**Billing and Cost Management**, then **Credits**. If that works, step 2 is already half done.
`,
  notices: [],
};
