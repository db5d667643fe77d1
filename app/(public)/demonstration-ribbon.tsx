import { Ribbon } from "@/components/layout/ribbon";
import { paths } from "@/lib/paths";
import { environment } from "@/server/env";

/** The line at the head of every page of the demonstration, with the way to its mails; nothing outside of it. */
export function DemonstrationRibbon() {
  return environment().demonstration ? (
    <Ribbon>
      Invented people, invented codes.{" "}
      <a href={paths.demonstrationMails} className="link">
        Mails are shown here
      </a>{" "}
      instead of being sent.
    </Ribbon>
  ) : null;
}
