import type { Metadata } from "next";
import { NarrowPage } from "@/components/layout/narrow-page";
import { LinkButton } from "@/components/ui/button";
import { isLimit } from "@/lib/limit-table";
import { paths } from "@/lib/paths";
import { sayTooOften } from "@/server/limit-words";

export const metadata: Metadata = { title: "Too often in a short time", robots: { index: false } };

type Query = { of?: string; by?: string; seconds?: string };

/** Where a limit was reached (server/too-often.ts). The address names the limit; the words are always ours. */
export default async function TooOftenPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { of, by, seconds } = await searchParams;
  const limit = isLimit(of) ? of : null;
  const wait = /^\d{1,6}$/.test(seconds ?? "") ? Number(seconds) : 60;
  const isSignIn = limit === "sign-in-mail" || limit === "sign-in-code";
  return (
    <NarrowPage
      homeHref={paths.landing}
      helpHref={paths.help}
      title="Too often in a short time"
      lead={
        limit
          ? sayTooOften({ limit, by: by === "account" ? "account" : "address", seconds: wait })
          : "Nothing was done this time. Try again in a few minutes."
      }
      aside={
        isSignIn
          ? "A sign-in mail that you already have still works: open its link. If you share a network with many people, another one helps at once."
          : "Nothing that you had is lost. If you did not do this yourself, sign out everywhere and tell the contact of your course."
      }
    >
      <LinkButton href={isSignIn ? paths.signIn : paths.courses}>
        {isSignIn ? "Go to the sign-in page" : "Go to my courses"}
      </LinkButton>
    </NarrowPage>
  );
}
