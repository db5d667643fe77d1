import { paths } from "@/lib/paths";

/** What may have gone wrong with signing in. The URL names one of these; the words are always ours. */
export const SIGN_IN_PROBLEMS = {
  address: "That is not an e-mail address. Type the whole of it, for example ada@example.org.",
  ended:
    "You were signed out here: on another device, or because your place in a course was changed. Please sign in again.",
  link: "That link does not sign you in any more: it works once, and for ten minutes. Ask for a new mail below.",
  code: "That code is not right. Compare it with the newest mail, and mind that five wrong ones make it useless. The link in the mail works all the same.",
  waited: "Your ten minutes are over, or this browser has not asked for a mail yet. Ask for a new one below.",
  provider: "Signing in there did not work out. Try it again, or have a mail sent to you instead.",
  unverified:
    "They did not confirm to us that your e-mail address is yours, so we cannot let you in by that way. Have a mail sent to you instead.",
} as const;

/** What has just been done. */
export const SIGN_IN_RESULTS = {
  "signed-out": "You are signed out.",
  "signed-out-everywhere": "You are signed out, here and on every other device.",
} as const;

export type SignInProblem = keyof typeof SIGN_IN_PROBLEMS;
export type SignInResult = keyof typeof SIGN_IN_RESULTS;

/** The sign-in page, with the sentence of a problem or a result, and the page that was asked for. */
export function signInPath(asked: { problem?: SignInProblem; done?: SignInResult; next?: string | null }): string {
  const query = new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `${paths.signIn}?${query}` : paths.signIn;
}

/** The sentence that the URL names, or null: words that are not in the table are never shown. */
export function problemOf(name: unknown): SignInProblem | null {
  return typeof name === "string" && Object.hasOwn(SIGN_IN_PROBLEMS, name) ? (name as SignInProblem) : null;
}

/** The same for what has just been done. */
export function resultOf(name: unknown): SignInResult | null {
  return typeof name === "string" && Object.hasOwn(SIGN_IN_RESULTS, name) ? (name as SignInResult) : null;
}
