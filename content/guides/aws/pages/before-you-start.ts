import type { GuidePage } from "@/content/guides/types";

export const beforeYouStart: GuidePage = {
  kind: "before",
  slug: "before-you-start",
  title: "Before you start",
  summary: "Have an account, know whether it belongs to an organization, and know who pays.",
  done: "I am ready",
  body: `
Each participant of {{courseTitle}} ({{term}}) gets one code for {{offerName}}, and gets it by asking for it. The code is a
row of letters and digits. Entered in your own Amazon Web Services (AWS) account, it adds a credit of {{amount}} that pays for the
first things you try there.

It takes about ten minutes, and nothing you do in this guide costs money. Three things are worth settling first.

## Do you have an AWS account?

The credit needs an account to go to, so the account comes first. If you have none, open
[aws.amazon.com](https://aws.amazon.com/), choose to create an account, and come back here afterwards. AWS asks for an
e-mail address, a telephone number and, as a rule, a payment card. Your code waits for you.

Already an account? Make sure you can still sign in, and that you may see its billing pages. The owner of the account
(the *root user*) always may. Another user needs the right to redeem credits, and sees billing only after the owner
has allowed it.

## Is your account in an organization?

Companies, universities and laboratories often tie their accounts together in an AWS *organization*, where one payer
account settles the bill of all. Organizations share credits by default. A credit that you redeem in such an account may
be used up by your colleagues.

Not sure? Open the menu with your account's name, top right, and look for **Organization**. If in doubt, ask whoever
gave you the account, before you reveal your code. A personal account that belongs to no organization is the safe place.

## Who pays when the credit is used up?

You do, or whoever's card is in the account. AWS does not stop at the end of the credit: it goes on and charges the card.
The page **Guard your bill** shows how to be warned long before that.
`,
  notices: [
    { tone: "info", title: "When it ends", body: "{{expiryNotice}}" },
    {
      tone: "caution",
      title: "Your AWS password stays with you",
      body: "Neither this portal nor your instructors will ever ask for your AWS password, an access key or a card number.",
    },
  ],
};
