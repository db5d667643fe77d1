import type { GuidePage } from "@/content/guides/types";

export const enterYourCode: GuidePage = {
  kind: "step",
  number: 3,
  slug: "enter-your-code",
  title: "Enter your code",
  summary: "Promotion code, security code if there is one, Redeem credit.",
  done: "Mark this step done",
  figure: "credits-page",
  body: `
Reveal your code in this portal and copy it. On the **Credits** page of AWS, press **Redeem credit** if you do not see
the form at once. Then:

1. Paste your code into **Promotion code** (1). No spaces before or after it.
2. If AWS shows a picture with characters, type them into **Security code** (2). Sometimes there is no picture; then there
   is nothing to type.
3. Look once more at the account's name (4), and press **Redeem credit** (3).

Press once and wait for the page to answer. A code can be redeemed a single time.

## Old and new names

Screens change. On older ones the same things are called **Promo Code**, **Security Check** and **Redeem**.

## If AWS refuses the code

Do not worry, and do not try it again and again. The page **When redeeming fails** tells you what each message means.
`,
  notices: [],
};
