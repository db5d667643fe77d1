import type { Metadata } from "next";
import { NarrowPage } from "@/components/layout/narrow-page";
import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Page not found" };

/** The one answer to what does not exist and to what this person may not see: the two must not be told apart. */
export default function NotFoundPage() {
  return (
    <NarrowPage
      homeHref={paths.landing}
      helpHref={paths.help}
      title="There is nothing for you here"
      lead="The address may be mistyped, the page may be gone, or it belongs to a course that you are not enrolled in."
      aside={
        <p>
          If a link from your course led you here, you may be signed in with another address than the one you were
          enrolled with. Sign out, and sign in with that one.
        </p>
      }
    >
      <div className="flex flex-wrap gap-3">
        <LinkButton href={paths.courses}>Go to my courses</LinkButton>
        <LinkButton href={paths.help} variant="secondary">
          Get help
        </LinkButton>
      </div>
    </NarrowPage>
  );
}
