import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { giveCodesAction } from "@/features/credits/bulk/actions";
import type { PersonRow, WithoutView } from "@/features/credits/bulk/queries";
import { writeCount } from "@/features/credits/selections/rules";
import { paths } from "@/lib/paths";
import { NameList } from "./name-list";

type View = WithoutView & {
  q: string;
  scope: "ticked" | "all";
  ticked: PersonRow[];
  /** Who goes without where there are fewer codes than people. */
  without: { people: PersonRow[]; count: number };
};

/** The step between wanting to give codes and giving them: to whom, how many there are, and what follows. */
export function ConfirmGiving({ at, view }: { at: { course: string; offer: string }; view: View }) {
  const { offer, available, all, refused, q, scope, ticked, without } = view;
  const number = scope === "all" ? all : ticked.length;
  const people = `${writeCount(number)} ${number === 1 ? "person" : "people"}`;
  return (
    <div className="max-w-text">
      <PageHeader title={`Give codes to ${people}`} kicker={offer.name} />
      {scope === "ticked" && <NameList people={ticked} />}
      {scope === "all" && (
        <p>
          All participants who have no code{q === "" ? "" : ` and whose name or address begins with “${q}”`}, as they
          are when their turn comes.
          {refused > 0 &&
            ` Without the ${refused === 1 ? "one who was" : `${writeCount(refused)} who were`} declined or revoked before: choose them one by one.`}
        </p>
      )}
      <Notice kind="info" title="What follows" className="my-8">
        <ul className="list-disc space-y-1 ps-5">
          <li>
            Each of them is given a code of the pool and gets a mail. There are {available.toLocaleString("en")} in the
            pool.
          </li>
          <li>Requests that stand are fulfilled by it. Who waits longer than they do still waits.</li>
          <li>
            Who has a code meanwhile is left alone. A code that its person has not looked at can be released again.
          </li>
        </ul>
      </Notice>
      {without.count > 0 && (
        <Notice
          kind="caution"
          title={`${writeCount(without.count)} ${without.count === 1 ? "person goes" : "people go"} without`}
          className="my-8"
        >
          <p>
            There are fewer codes than people. Whoever has been on the roster longest comes first; as it is now, these
            get none:
          </p>
          <NameList people={without.people} whole={without.count} />
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-3">
        {number > 0 && (
          <PostForm
            action={giveCodesAction}
            hidden={{ ...at, q, scope, ids: scope === "all" ? "" : ticked.map(({ id }) => id).join(",") }}
          >
            <SubmitButton>{number === 1 ? "Give the code" : "Give the codes"}</SubmitButton>
          </PostForm>
        )}
        <LinkButton href={paths.giveCodes(at)} variant="quiet">
          Back to the list
        </LinkButton>
      </div>
    </div>
  );
}
