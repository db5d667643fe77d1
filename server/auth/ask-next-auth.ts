import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type AuthOptions } from "next-auth";
import { environment } from "../env";

type Question = {
  method: "GET" | "POST";
  /** The segments behind next-auth's base path, for example `["callback", "oidc"]`. */
  segments: string[];
  query?: Record<string, string>;
  body?: Record<string, string>;
  cookies: Record<string, string>;
};

/** What next-auth answered: where it wants the browser to go, what it wants set, and its body, if any. */
export type NextAuthAnswer = { location: string | null; setCookies: string[]; body: unknown };

/**
 * Asks next-auth as its API route would. Its handler for route handlers reads the request's cookies by itself, which is what we must
 * prevent: given a session, it links a provider's account to whoever is signed in, whatever the address. And a form that works
 * without JavaScript has to begin a sign-in by one POST, where next-auth wants a token fetched first.
 */
export async function askNextAuth(question: Question, options: AuthOptions): Promise<NextAuthAnswer> {
  // next-auth knows its own address from this variable only; the settings have checked it.
  process.env.NEXTAUTH_URL = environment().publicUrl;
  const { segments, query = {}, ...rest } = question;
  const headers = new Map<string, string | string[]>();
  const answer: NextAuthAnswer = { location: null, setCookies: [], body: null };
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => headers.set(name.toLowerCase(), value),
    end: () => undefined,
    json: (body: unknown) => {
      answer.body = body;
    },
    send: (body: unknown) => {
      answer.body = body;
    },
  };
  // The two hold all that next-auth reads and calls of a request and a response; e2e/sign-in/provider.spec.ts runs it for real.
  await NextAuth(
    { ...rest, query: { ...query, nextauth: segments }, headers: {} } as unknown as NextApiRequest,
    response as unknown as NextApiResponse,
    options,
  );
  answer.location = [headers.get("location") ?? null].flat()[0] ?? null;
  answer.setCookies = [headers.get("set-cookie") ?? []].flat();
  return answer;
}
