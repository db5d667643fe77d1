import type { GuidePage } from "@/content/guides/types";

export const whenRedeemingFails: GuidePage = {
  kind: "failure",
  slug: "when-redeeming-fails",
  title: "When redeeming fails",
  summary: "What each message means, and what to do about it.",
  body: `
A refusal is rarely your fault, and it costs nothing. Find the message that comes nearest to yours.

## “Check the code”

Most often a character went missing, or a space came along. Copy the code again from this portal, paste it, and try once more. If AWS
still refuses, report it here.

## “Already redeemed”

Perhaps it worked the first time. Look at the **Credits** page of every account you have. If the credit is in none of them, report it
here.

## “Exceeds the limit of codes per account”

AWS lets one account redeem only so many codes of a kind. **Your code is still good**: it works in another account of yours that has had
none. Please do not report it as bad.

## “Expired”

Compare with the last day to redeem, {{lastDayToRedeem}} ({{timeZone}}). If that day has not passed, report the code.

## A page is missing, or you have no permission

Your user lacks access to billing. Step 2 says which rights it takes and whom to ask. Your code has not been used.

## Reporting

On the page **My code**, press **This code does not work** and choose the message you saw. Never send the code itself by mail. For everything
else there is {{contactName}}: {{contactAddress}}
`,
  notices: [],
};
