import { hkdfSync, randomInt } from "node:crypto";
import { keyedHash, randomToken } from "../crypto";

// Without 0, 1, I, L, O and U, which one typeface or another confuses with a neighbour. 30 characters.
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_LENGTH = 8;

/** What one sign-in mail carries: a link's token (256 bits) and a code to type (39 bits, five tries). Neither is ever stored. */
export type SignInSecrets = { link: string; code: string };

export function makeSignInSecrets(): SignInSecrets {
  const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join("");
  return { link: randomToken(), code };
}

/** "ABCD-EFGH": easier to keep in mind between the mail and the page. */
export function formatSignInCode(code: string): string {
  return `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}`;
}

/** A code as typed: small letters, spaces and dashes make no difference. */
export function normaliseSignInCode(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** What the database keeps in place of a link's token; it also names the request. `secret` is SESSION_SECRET. */
export function hashSignInLink({ link, secret }: { link: string; secret: string }): string {
  return keyedHash({ text: `sign-in link ${link}`, key: secret }).toString("hex");
}

/** What the database keeps in place of a code. A code alone could be found by trying, hence the key and the request in it. */
export function hashSignInCode({ code, request, secret }: { code: string; request: string; secret: string }): string {
  return keyedHash({ text: `sign-in code ${request} ${code}`, key: secret }).toString("hex");
}

/** A key of 32 bytes for one purpose, from SESSION_SECRET, so that what is sealed for one cannot be opened for another. */
export function deriveSignInKey({ secret, purpose }: { secret: string; purpose: "mail" | "cookie" }): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "", `bursar sign-in ${purpose}`, 32));
}
