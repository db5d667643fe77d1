import { expect, it } from "vitest";
import { splitLinks } from "./demonstration-mails";

it("makes links of this portal's addresses, as paths, and of no others", () => {
  const text =
    "Go:\nhttp://localhost:3000/sign-in/confirm?token=x\nor https://evil.example/ or http://localhost:30001/a.";
  const parts = splitLinks({ text, publicUrl: "http://localhost:3000" });
  expect(parts.map((part) => part.text).join("")).toBe(text);
  expect(parts.filter(({ href }) => href).map(({ href }) => href)).toEqual(["/sign-in/confirm?token=x"]);
});
