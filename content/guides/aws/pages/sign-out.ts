import type { GuidePage } from "@/content/guides/types";

export const signOut: GuidePage = {
  kind: "sign-out",
  number: 6,
  slug: "sign-out",
  title: "Sign out of AWS",
  summary: "Leave AWS by the account menu, top right.",
  done: "Mark this step done",
  body: `
You have what you came for, so close the door behind you, above all on a computer that others use too.

1. At the top right, press the arrow beside your name or your account's name.
2. Choose **Sign out**.
3. If you also signed in to Amazon's shop in the same browser, sign out there as well.

That was all. From now on, two habits keep you safe: stop what you do not use, and read the mails of your budget.
`,
  notices: [],
};
