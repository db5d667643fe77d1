import { expect, it } from "vitest";
import { renderSignInLetter } from "./sign-in-letter";

it("carries link and code, in HTML and in plain text of the same words", async () => {
  const mail = await renderSignInLetter({
    to: "ada@example.org",
    secrets: { link: "the-link", code: "ABCD2345" },
    next: "/courses/a?b=c",
  });
  const address = "http://localhost:3000/sign-in/confirm?token=the-link&next=%2Fcourses%2Fa%3Fb%3Dc";
  expect(mail.to).toBe("ada@example.org");
  expect(mail.subject).toBe("Sign in to Bursar");
  // On a line of its own, so that no mail program takes the next word for a part of it.
  expect(mail.text.split("\n")).toContain(address);
  expect(mail.text).toContain("ABCD-2345");
  expect(mail.html).toContain(address.replaceAll("&", "&amp;"));
  expect(mail.html).toContain("ABCD-2345");
  expect(mail.subject + mail.html.slice(0, 1500)).not.toContain("ABCD");
  for (const sentence of ["Either works once", "If you did not ask for this"]) {
    expect(mail.text).toContain(sentence);
    expect(mail.html).toContain(sentence);
  }
});
