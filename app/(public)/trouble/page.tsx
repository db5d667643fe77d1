import type { Metadata } from "next";
import { NarrowPage } from "@/components/layout/narrow-page";
import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Something went wrong", robots: { index: false } };

type Query = { reference?: string; here?: string };

/** `here` is set when the page stands at the address that failed (scripts/start/answer-faults.mjs), so that it can be tried again. */
export default async function TroublePage({ searchParams }: { searchParams: Promise<Query> }) {
  const { reference = "", here } = await searchParams;
  return (
    <NarrowPage
      homeHref={paths.landing}
      helpHref={paths.help}
      title="Something went wrong on our side"
      lead="The portal could not do this just now. Nothing that you had is lost: a code that was given to you is still yours, and asking again never costs a second one. Please try again in a minute."
      aside={
        /^[0-9a-f]{8}$/.test(reference) && (
          <>
            If it happens again, tell the contact of your course and give this reference: <code>{reference}</code>
          </>
        )
      }
    >
      <p className="flex flex-wrap gap-3">
        {here && <LinkButton href="?">Try this page again</LinkButton>}
        <LinkButton href={paths.courses} variant={here ? "secondary" : "primary"}>
          Go to my courses
        </LinkButton>
      </p>
    </NarrowPage>
  );
}
