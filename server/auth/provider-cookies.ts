import type { CookiesOptions } from "next-auth";

/** By itself next-auth binds only one of its cookies to this very host; the others it would share with every name above and below it. */
export function providerCookies({ secure }: { secure: boolean }): Omit<CookiesOptions, "sessionToken"> {
  const cookie = (name: string) => ({
    name: `${secure ? "__Host-" : ""}next-auth.${name}`,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure } as const,
  });
  return {
    callbackUrl: cookie("callback-url"),
    csrfToken: cookie("csrf-token"),
    pkceCodeVerifier: cookie("pkce.code_verifier"),
    state: cookie("state"),
    nonce: cookie("nonce"),
  };
}
