import { createCipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { describe, expect, it } from "vitest";
import { decodeSessionToken } from "./decode-session-token";

const secret = "a secret of thirty-two characters or more";
const claims = { sub: "somebody", sessionId: "a session", sessionVersion: 1 };

/** Seals claims by the right key and another algorithm (RFC 7518, 5.2.3: A128CBC-HS256), for which it is as long as it has to be. */
function sealOtherwise(): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "NextAuth.js Generated Encryption Key", 32));
  const header = Buffer.from(JSON.stringify({ alg: "dir", enc: "A128CBC-HS256" })).toString("base64url");
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-128-cbc", key.subarray(16), iv);
  const text = JSON.stringify({ ...claims, exp: Math.floor(Date.now() / 1000) + 3600 });
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(header.length * 8));
  const mac = createHmac("sha256", key.subarray(0, 16))
    .update(header)
    .update(iv)
    .update(sealed)
    .update(length)
    .digest();
  return [header, "", ...[iv, sealed, mac.subarray(0, 16)].map((part) => part.toString("base64url"))].join(".");
}

describe("a session's token", () => {
  it("is read as it was sealed, by its own secret, until it expires", async () => {
    const token = await encode({ token: claims, secret, maxAge: 60 });
    expect(await decodeSessionToken({ token, secret })).toMatchObject(claims);
    expect(await decodeSessionToken({ token, secret: `${secret}!` })).toBeNull();
    const old = await encode({ token: claims, secret, maxAge: -60 });
    expect(await decodeSessionToken({ token: old, secret })).toBeNull();
  });

  it("is refused when it was sealed by the right key in another way, which jose alone would take", async () => {
    const token = sealOtherwise();
    expect(await decode({ token, secret })).toMatchObject(claims);
    expect(await decodeSessionToken({ token, secret })).toBeNull();
  });

  it.each(["", "x", "e30.a.b.c.d", "bm90IEpTT04.a.b.c.d"])("that is none (%j) is nobody's", async (token) => {
    expect(await decodeSessionToken({ token, secret })).toBeNull();
  });
});
