import type { UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { z } from "zod";
import { isIssuer } from "./check-issuer";

const claimsShape = z.looseObject({ sub: z.string() });

/**
 * What the provider says of the person. Some put the address into the ID token; others, as OpenID Connect Core 5.4 has it, only
 * into the user-info answer, which is fetched then. Throws when the two are about different people, and when the metadata by which the token was verified are not
 * those of `issuer`: openid-client compares the token with the metadata, and nobody else the metadata with the setting.
 */
export function claimsReader({ issuer }: { issuer: string }): Reader {
  return async (asked) => {
    if (!isIssuer({ named: asked.client.issuer.metadata.issuer, wanted: issuer })) {
      throw new Error("the provider's metadata are of another issuer than OIDC_ISSUER");
    }
    return readClaims(asked);
  };
}

type Reader = NonNullable<UserinfoEndpointHandler["request"]>;

const readClaims: Reader = async ({ client, tokens }) => {
  // openid-client has verified the token's signature, issuer, audience and nonce by now; this only reads it.
  const claims = claimsShape.parse(
    JSON.parse(Buffer.from(tokens.id_token?.split(".")[1] ?? "", "base64url").toString()),
  );
  if (claims.email !== undefined && claims.email_verified !== undefined) {
    return claims;
  }
  const more = claimsShape.parse(await client.userinfo(tokens.access_token ?? ""));
  if (more.sub !== claims.sub) {
    throw new Error("the user-info answer is about somebody else than the ID token");
  }
  return { ...claims, ...more };
};
