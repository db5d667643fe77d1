import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startOidcProvider } from "@/e2e/fixtures/oidc-provider";
import { environment } from "../env";
import { findIssuerProblem } from "./check-issuer";
import { startProviderSignIn } from "./provider-sign-in";
import { claimsReader } from "./read-claims";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  environment().oidc = undefined;
});

/** Serves a provider's metadata under an address that is not its own, with the issuer left as it is or with another one. */
async function serveMetadata(change: (own: string) => string): Promise<string> {
  const server: Server = createServer((_request, response) => {
    const own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const metadata = { issuer: change(own), authorization_endpoint: `${own}/auth`, token_endpoint: `${own}/token` };
    response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(metadata));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const signIn = async (issuer: string) => {
  // Beginning asks the database nothing.
  environment().databaseUrl = "postgresql://nobody@127.0.0.1:1/nothing";
  environment().oidc = { name: "Example University", issuer, clientId: "bursar", clientSecret: "hush" };
  return (await startProviderSignIn({ next: null }))?.location;
};

test("a provider that is who OIDC_ISSUER says is trusted, with a slash at the end and without", async () => {
  const provider = await startOidcProvider({ redirectUri: "http://127.0.0.1/api/auth/callback/oidc" });
  ends.push(provider.stop);
  expect(await findIssuerProblem(provider.issuer)).toBeNull();
  expect(await findIssuerProblem(`${provider.issuer}/`)).toBeNull();
  expect(await signIn(provider.issuer)).toContain(`${provider.issuer}/auth?`);
});

test("one that calls itself by another name is refused: at the start with a sentence, at the button, and when people come back", async () => {
  const issuer = await serveMetadata(() => "https://login.example.org");
  expect(await findIssuerProblem(issuer)).toContain(
    `The provider at OIDC_ISSUER calls itself https://login.example.org, and not ${issuer}.`,
  );
  expect(await signIn(issuer)).toBe("/sign-in?problem=provider");
  const claims = Buffer.from(JSON.stringify({ sub: "1", email: "a@example.org", email_verified: true }));
  const come = (named: string) =>
    claimsReader({ issuer })({
      client: { issuer: { metadata: { issuer: named } } },
      tokens: { id_token: `.${claims.toString("base64url")}.` },
    } as never);
  await expect(come("https://login.example.org")).rejects.toThrow("another issuer");
  expect(await come(issuer)).toMatchObject({ sub: "1" });
});

test("one that brings no metadata, or leads elsewhere for them, is told as that", async () => {
  expect(await findIssuerProblem("http://127.0.0.1:1")).toContain("brings no metadata");
  const elsewhere = await serveMetadata((own) => own);
  const leading = createServer((_request, response) => response.writeHead(302, { Location: elsewhere }).end());
  await new Promise<void>((resolve) => leading.listen(0, "127.0.0.1", resolve));
  ends.push(() => leading.close());
  expect(await findIssuerProblem(`http://127.0.0.1:${(leading.address() as AddressInfo).port}`)).toContain(
    "brings no metadata",
  );
});
