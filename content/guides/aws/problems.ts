import type { CodeProblem } from "@/content/guides/types";

export const problems: readonly CodeProblem[] = [
  {
    slug: "check-the-code",
    says: "Check the code, or the code is not valid",
    advice:
      "Most often a character went missing or a space came along. Copy the code again from this page, paste it, and try **once more**. If AWS still refuses it, report it here.",
    verdict: "try-again-first",
    confirm: "I copied the code again, tried once more, and AWS still refuses it.",
  },
  {
    slug: "already-redeemed",
    says: "This code has already been redeemed",
    advice:
      "Perhaps it worked the first time. Look at the **Credits** page of **every** AWS account you have. If the credit is in none of them, report it here.",
    verdict: "bad-code",
    confirm: "I looked in all my AWS accounts, and the credit is in none of them.",
  },
  {
    slug: "limit-per-account",
    says: "You exceed the limit of codes per account",
    advice:
      "AWS lets one account redeem only so many codes of a kind. **Your code is still good.** Redeem it in another account of yours that has had none, or ask your contact. You keep the code.",
    verdict: "code-is-good",
  },
  {
    slug: "expired",
    says: "This code has expired",
    advice:
      "The last day to redeem is {{lastDayToRedeem}} ({{timeZone}}). If AWS calls the code expired before that, report it here.",
    verdict: "bad-code",
    confirm: "AWS says that the code has expired.",
  },
  {
    slug: "no-access",
    says: "A page is missing, or I have no permission",
    advice:
      "Your AWS user may not see billing, so your code was never tried and is as good as new. Sign in as the owner of the account, or ask the owner for the rights `billing:RedeemCredits` and `billing:GetCredits`, which AWS's policy **Billing** includes. The owner must also switch on billing access for users.",
    verdict: "no-access",
  },
  {
    slug: "something-else",
    says: "Something else",
    advice:
      "Wait an hour and try **once more**: AWS has bad days too. If it still fails, report it here, and write the words that you saw to {{contactName}} ({{contactAddress}}). Leave the code itself out of the mail.",
    verdict: "try-again-first",
    confirm: "I waited, tried once more, and it still fails.",
  },
];
