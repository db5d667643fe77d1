import type { RevealQuestion } from "@/content/guides/types";

export const beforeYouReveal: readonly RevealQuestion[] = [
  {
    slug: "account",
    question: "Do you have an AWS account that you can sign in to?",
    why: "The credit goes to an account. Once you have seen the code, it is yours and cannot go back, so it is better to have the account first.",
    answers: [
      { slug: "yes", label: "Yes", advice: "Good. Make sure that you may see its billing pages.", ready: true },
      {
        slug: "no",
        label: "Not yet",
        advice: "Create one at [aws.amazon.com](https://aws.amazon.com/) first. Your code waits for you.",
        ready: false,
      },
    ],
  },
  {
    slug: "organization",
    question: "Is that account in an organization?",
    why: "Organizations share credits by default: a credit that you redeem there may be used up by others. If a reseller manages the account, the credit goes to the payer.",
    answers: [
      { slug: "no", label: "No, it is my own", advice: "Then the credit is yours alone.", ready: true },
      {
        slug: "yes",
        label: "Yes",
        advice: "Ask its payer whether credits are shared, or use a personal account instead.",
        ready: false,
      },
      {
        slug: "unsure",
        label: "I do not know",
        advice:
          "Open the menu with your account's name in AWS and look for **Organization**, or ask whoever gave you the account.",
        ready: false,
      },
    ],
  },
  {
    slug: "payer",
    question: "Do you know who pays when the credit is used up?",
    why: "AWS goes on after the end of the credit and charges the card in the account, as a rule without refunds.",
    answers: [
      {
        slug: "yes",
        label: "Yes, and I will set a budget",
        advice: "Good. The page **Guard your bill** has the figures for {{amount}}.",
        ready: true,
      },
      {
        slug: "no",
        label: "Not really",
        advice: "Read **Know who pays from now on** and **Guard your bill** first. It takes five minutes.",
        ready: false,
      },
    ],
  },
];
