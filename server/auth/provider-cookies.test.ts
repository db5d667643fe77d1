import { expect, test } from "vitest";
import { providerCookies } from "./provider-cookies";

test("every cookie of a sign-in at the provider is bound to this host, and no page's script reads one", () => {
  for (const cookie of Object.values(providerCookies({ secure: true }))) {
    expect(cookie.name).toMatch(/^__Host-next-auth\./);
    expect(cookie.options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
  }
});

test("without https they can be neither", () => {
  for (const cookie of Object.values(providerCookies({ secure: false }))) {
    expect(cookie.name).toMatch(/^next-auth\./);
    expect(cookie.options).toMatchObject({ httpOnly: true, secure: false });
  }
});
