import { describe, expect, it } from "vitest";
import { awsGuide } from "@/content/guides/aws/guide";

const text = (slug: string) => {
  const page = awsGuide.pages.find((each) => each.slug === slug);
  return JSON.stringify(page)
    .replace(/\\n/g, " ")
    .replace(/\*\*|\s+/g, (match) => (match === "**" ? "" : " "));
};

/** Every fact of the course page of 2017 and of its update; the page that must say it, and the words that show it does. */
const facts: [string, string, RegExp][] = [
  ["one code each, upon request", "before-you-start", /one code for .*, and gets it by asking/],
  ["letters and digits", "before-you-start", /letters and digits/],
  ["an account first, and where to get one", "before-you-start", /account comes first.*aws\.amazon\.com/],
  ["the organization question", "before-you-start", /organization/],
  ["who pays", "before-you-start", /charges the card/],
  ["the expiry", "before-you-start", /\{\{expiryNotice\}\}/],
  ["no credentials", "before-you-start", /ever ask for your AWS password/],
  ["step 1: the address", "open-the-redeem-page", /https:\/\/aws\.amazon\.com\/awscredits/],
  ["step 1: the address of today", "open-the-redeem-page", /console\.aws\.amazon\.com\/billing\/home#\/credits/],
  ["step 1: the button", "open-the-redeem-page", /Redeem Credit/],
  ["step 2: signed in or not", "sign-in", /Signed in to AWS already\?.*Not signed in\?/],
  ["step 2: permission", "sign-in", /billing:RedeemCredits.*billing:GetCredits.*Billing/],
  ["step 3: today's fields", "enter-your-code", /Promotion code.*Security code.*Redeem credit/],
  ["step 3: the fields of 2017", "enter-your-code", /Promo Code.*Security Check.*Redeem/],
  ["step 4: the four columns", "check-the-credit", /Expiration date.*Credit name.*Credits used.*Credits remaining/],
  ["step 4: today's columns", "check-the-credit", /Amount remaining.*Applicable products/],
  ["step 4: the figure moves once a month", "check-the-credit", /once a month/],
  ["step 4: the estimate", "check-the-credit", /Bills.*Savings/],
  ["step 4: hours and a week", "check-the-credit", /some hours.*a week/],
  ["step 5: applied by itself", "know-who-pays", /by itself/],
  ["step 5: free tier", "know-who-pays", /Free Tier.*15 July 2025.*200 US dollars.*six months/],
  ["step 5: then the card", "know-who-pays", /card in your account is charged, at once/],
  ["step 5: order of use", "know-who-pays", /expires soonest.*fewest services.*oldest/],
  ["step 6: the arrow at the top right", "sign-out", /top right.*arrow beside your name.*Sign out/],
  ["step 6: Amazon too", "sign-out", /Amazon's shop/],
  ["budget: without credits and refunds", "guard-your-bill", /take out Credits and Refunds/],
  ["budget: the figures", "guard-your-bill", /\{\{budgetTable\}\}/],
  ["budget: no hard stop", "guard-your-bill", /does not switch anything off.*three times a day/],
  ["budget: no refunds", "guard-your-bill", /No refunds/],
  ["coverage: where the list is", "what-it-covers", /Applicable products/],
  [
    "coverage: what is not covered",
    "what-it-covers",
    /Reserved Instances.*Mechanical Turk.*subscriptions.*Marketplace.*domain names.*support plans/,
  ],
  ["coverage: organizations", "what-it-covers", /share credits.*Billing preferences/],
  ["coverage: consolidated billing", "what-it-covers", /consolidated billing.*Wait until the credit is used/],
  ["coverage: resellers", "what-it-covers", /Global Channel Reseller Program.*payer's account/],
  ["acknowledgement: where", "what-it-covers", /papers, on course pages and in proceedings/],
  [
    "failure: every message",
    "when-redeeming-fails",
    /Check the code.*Already redeemed.*Exceeds the limit.*Your code is still good.*Expired.*no permission/,
  ],
];

describe("the AWS guide", () => {
  it.each(facts)("says: %s", (_, slug, pattern) => {
    expect(text(slug)).toMatch(pattern);
  });

  it("has the six steps of the page of 2017, each on a page of its own", () => {
    expect(awsGuide.pages.flatMap((page) => (page.number ? `${page.number} ${page.slug}` : []))).toEqual([
      "1 open-the-redeem-page",
      "2 sign-in",
      "3 enter-your-code",
      "4 check-the-credit",
      "5 know-who-pays",
      "6 sign-out",
    ]);
  });

  it("quotes the sponsor's wording and links its programme", () => {
    expect(awsGuide.acknowledgementSample).toContain("supported by the AWS Cloud Credits for Research program");
    expect(awsGuide.resources.map((resource) => resource.url)).toContain("https://aws.amazon.com/research-credits");
  });

  it("admits that no live console was clicked", () => {
    expect(awsGuide.lastChecked).toBe("2026-11-20");
    expect(awsGuide.howChecked).toMatch(/Nothing was clicked in a live console.*tell your contact/);
  });

  it("does not call a code bad that only met a limit", () => {
    expect(awsGuide.problems.find((problem) => problem.slug === "limit-per-account")?.verdict).toBe("code-is-good");
  });
});
