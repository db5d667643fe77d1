import { z } from "zod";

const LONGEST_WAIT = 10_000;
const metadataShape = z.looseObject({ issuer: z.string() });

/** Where an issuer publishes its metadata (OpenID Connect Discovery 4). */
export function metadataAddress(issuer: string): string {
  return `${withoutSlash(issuer)}/.well-known/openid-configuration`;
}

/**
 * Whether metadata are those of the issuer that the settings name: Discovery 4.3 wants the two identical, or whoever answers at that address could speak for somebody
 * else. A slash at the end makes no difference, since it leads to the same metadata.
 */
export function isIssuer({ named, wanted }: { named: unknown; wanted: string }): boolean {
  return typeof named === "string" && withoutSlash(named) === withoutSlash(wanted);
}

/**
 * Asks the provider of OIDC_ISSUER who it says it is. Null when it is that issuer; otherwise a sentence for whoever runs the portal. Redirects are not followed: metadata
 * come from the very address.
 */
export async function findIssuerProblem(issuer: string): Promise<string | null> {
  const address = metadataAddress(issuer);
  const named = await readIssuer(address).catch(() => null);
  if (named === null) {
    return `The provider of OIDC_ISSUER does not serve us: ${address} brings no metadata. Look for a slip in the address. Nobody can sign in by it until it does.`;
  }
  return isIssuer({ named, wanted: issuer })
    ? null
    : `The provider at OIDC_ISSUER calls itself ${named}, and not ${issuer}. Set OIDC_ISSUER to the name that the provider gives, if that is whom you trust. Nobody can sign in by it until the two agree.`;
}

async function readIssuer(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(LONGEST_WAIT) });
  return metadataShape.parse(await answer.json()).issuer;
}

function withoutSlash(issuer: string): string {
  return issuer.replace(/\/$/, "");
}
