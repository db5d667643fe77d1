import type { ReactNode } from "react";
import { DemonstrationRibbon } from "@/app/(public)/demonstration-ribbon";
import { NarrowPage } from "@/components/layout/narrow-page";
import { paths } from "@/lib/paths";

/** What the URL asks for, as Next hands it to a page. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The frame of the pages about signing in. */
export function SignInPage(page: { title: ReactNode; lead?: ReactNode; aside?: ReactNode; children?: ReactNode }) {
  return <NarrowPage homeHref={paths.landing} helpHref={paths.help} ribbon={<DemonstrationRibbon />} {...page} />;
}
