import type { GuidePage } from "@/content/guides/types";

export const guardYourBill: GuidePage = {
  kind: "budget",
  slug: "guard-your-bill",
  title: "Guard your bill",
  summary: "A budget that warns you at four points, worked out for {{amount}}.",
  done: "My budget is set",
  body: `
A *budget* in AWS is a watchman: it adds up what you use, and writes to you when a mark is passed. Older instructions speak
of Billing Alerts, which did the same job.

## Set it up

1. In **Billing and Cost Management**, choose **Budgets**, then **Create budget**.
2. Choose **Customize (advanced)**, then **Cost budget**.
3. Choose a period that is long enough. A monthly budget begins again at zero each month; an annual one, or an expiring one
   with an end date after {{lastDayToRedeem}}, adds the months up.
4. As the amount, enter that of your credit: {{amount}}.
5. Among the charges to count, **take out Credits and Refunds**. This is the step that people miss. While the credit
   pays, it cancels out your spending, and a budget that counts it would read as nothing.
6. Add four alerts on actual cost, with your own e-mail address:

{{budgetTable}}

At {{budget.50}} you have used half. At {{budget.95}} it is time to stop what is running.

## What a budget cannot do

A budget warns; it does not switch anything off. Its figures are renewed up to three times a day, so that a forgotten machine
can run for hours before the mail comes. Stop or delete what you no longer use, every time, and look at **Bills**
once in a while.

## When a warning comes

Sign in, look under **Bills** which service it is, and stop it there. Then write to {{contactName}} if you are unsure:
{{contactAddress}}
`,
  notices: [
    {
      tone: "warning",
      title: "No refunds",
      body: "Once the credit is used up, the card in your account is charged straight away, and AWS as a rule gives nothing back for what went over.",
    },
  ],
};
