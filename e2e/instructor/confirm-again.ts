import type { Page } from "@playwright/test";
import { waitForMail } from "@/e2e/fixtures/mails";

/** Confirms again who somebody is, on the page for that, by the code of the mail. */
export async function confirmAgain({ page, email }: { page: Page; email: string }): Promise<void> {
  await page.getByRole("button", { name: `Send a code to ${email}` }).click();
  const mail = await waitForMail({ to: email, subject: /confirm that it is you/ });
  await page.getByLabel("Code from the mail").fill(/[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(mail.text)?.[0] ?? "");
  await page.getByRole("button", { name: "Confirm", exact: true }).click();
}
