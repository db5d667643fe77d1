import { beforeYouReveal } from "@/content/guides/aws/before-you-reveal";
import { creditTable } from "@/content/guides/aws/figures/credit-table";
import { creditsPage } from "@/content/guides/aws/figures/credits-page";
import { redeemPage } from "@/content/guides/aws/figures/redeem-page";
import { beforeYouStart } from "@/content/guides/aws/pages/before-you-start";
import { checkTheCredit } from "@/content/guides/aws/pages/check-the-credit";
import { enterYourCode } from "@/content/guides/aws/pages/enter-your-code";
import { guardYourBill } from "@/content/guides/aws/pages/guard-your-bill";
import { knowWhoPays } from "@/content/guides/aws/pages/know-who-pays";
import { openTheRedeemPage } from "@/content/guides/aws/pages/open-the-redeem-page";
import { signIn } from "@/content/guides/aws/pages/sign-in";
import { signOut } from "@/content/guides/aws/pages/sign-out";
import { whatItCovers } from "@/content/guides/aws/pages/what-it-covers";
import { whenRedeemingFails } from "@/content/guides/aws/pages/when-redeeming-fails";
import { problems } from "@/content/guides/aws/problems";
import type { Guide } from "@/content/guides/types";

/**
 * The walk of the wiki page of "Exploring the Human Connectome 2017" (its six steps keep their numbers), brought up to date from
 * AWS's documentation in November 2026.
 */
export const awsGuide: Guide = {
  slug: "aws",
  provider: { slug: "aws", name: "Amazon Web Services" },
  title: "How to redeem your AWS credit code",
  summary: "From the code to a credit in your account, in six steps, and how to keep the bill at nothing.",
  created: "2026-11-20",
  revision: {
    number: 2,
    date: "2026-11-24",
    author: "the Bursar project",
    change: "The last step says what to sign out of, and the pages lead to each other by name.",
  },
  lastChecked: "2026-11-20",
  howChecked:
    "We compared this guide with AWS's own documentation and with the pages of several courses. Nothing was clicked in a live console, so a screen may look different from what we say. If so, please tell your contact.",
  labels: ["AWS", "cloud credit", "billing", "budgets"],
  related: [
    { guide: "aws", page: "guard-your-bill", title: "Guard your bill" },
    { guide: "aws", page: "what-it-covers", title: "What the credit covers, and what not" },
    { guide: "aws", page: "when-redeeming-fails", title: "When redeeming fails" },
  ],
  resources: [
    {
      title: "Getting started with AWS",
      url: "https://aws.amazon.com/getting-started/",
      about: "First lessons, by AWS.",
    },
    {
      title: "AWS Free Tier",
      url: "https://aws.amazon.com/free/",
      about: "What costs nothing, and for how long.",
    },
    {
      title: "Managing your costs with AWS Budgets",
      url: "https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-managing-costs.html",
      about: "The documentation of budgets and their alerts.",
    },
    {
      title: "Credits for research",
      url: "https://aws.amazon.com/research-credits",
      about: "The sponsor's programme.",
    },
  ],
  beforeYouReveal,
  pages: [
    beforeYouStart,
    openTheRedeemPage,
    signIn,
    enterYourCode,
    checkTheCredit,
    knowWhoPays,
    guardYourBill,
    whatItCovers,
    signOut,
    whenRedeemingFails,
  ],
  figures: { "redeem-page": redeemPage, "credits-page": creditsPage, "credit-table": creditTable },
  problems,
  acknowledgementSample: "This work was supported by the AWS Cloud Credits for Research program.",
  otherWays: [
    {
      slug: "command-line",
      title: "By command line",
      body: `
If you already work with the AWS command line, you can redeem there instead. AWS has an operation **RedeemCredits**, which takes your code, and
one named **GetCredits**, which lists your credits. Both act on the account that you are signed in to. In the command line they
need a recent version (2.35.23 or newer) and the region \`us-east-1\`; the list is \`aws billing get-credits\`.

Run it on your own computer, with your own sign-in. Mind that a code typed into a terminal stays in its history. This portal never asks for your
credentials.
`,
    },
  ],
};
