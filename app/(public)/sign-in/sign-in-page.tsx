import type { ReactNode } from "react";
import { NarrowPage } from "@/components/layout/narrow-page";
import { Ribbon } from "@/components/layout/ribbon";
import { paths } from "@/lib/paths";
import { environment } from "@/server/env";

/** What the URL asks for, as Next hands it to a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The frame of the pages about signing in. */
export function SignInPage(page: { title: ReactNode; lead?: ReactNode; aside?: ReactNode; children?: ReactNode }) {
  const ribbon = environment().demonstration ? (
    <Ribbon>
      The people and codes are invented.{" "}
      <a href={paths.demonstrationMails} className="link">
        Mails are shown here
      </a>{" "}
      instead of being sent.
    </Ribbon>
  ) : undefined;
  return <NarrowPage homeHref={paths.landing} helpHref={paths.help} ribbon={ribbon} {...page} />;
}
