import type { GuidePage } from "@/content/guides/types";

export const signIn: GuidePage = {
  kind: "step",
  number: 2,
  slug: "sign-in",
  title: "Sign in to your account",
  summary: "Press Redeem Credit and sign in to the account that should have the credit.",
  done: "Mark this step done",
  body: `
Press **Redeem Credit**.

- Signed in to AWS already? You go straight to the **Credits** page, which Figure 2 on the next page shows.
- Not signed in? AWS asks you to sign in first, and takes you to the **Credits** page afterwards.

Then look at the account's name or number, top right. Is it the account that should have the credit? A credit stays
where it was redeemed, so people with several accounts do well to look twice.

## If AWS says that you may not see this page

Only users with access to billing can redeem. If the account is yours, sign in as its owner (the *root user*). If it is
somebody else's, ask that person for the rights \`billing:RedeemCredits\` and \`billing:GetCredits\`; AWS's ready-made
policy **Billing** has both. The owner must also have switched on billing access for users. Your code is not touched by any of
this and loses nothing.
`,
  notices: [],
};
