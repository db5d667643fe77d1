import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { SubmitButton } from "@/components/ui/submit-button";
import { PostForm } from "@/features/courses/components/post-form";
import { nameState } from "@/features/credits/allocations/components/allocation-state";
import type { AllocationRow } from "@/features/credits/allocations/queries";
import { bulkAllocationsAction } from "@/features/credits/bulk/actions";
import { type TableWish, writeCount, writeFilter, writeWish } from "@/features/credits/selections/rules";
import { paths } from "@/lib/paths";
import { NameList } from "./name-list";

type View = {
  offer: { name: string };
  act: "release" | "revoke";
  scope: "ticked" | "all";
  ticked: AllocationRow[];
  matching: number | null;
  wish: TableWish;
};

const WORDS = {
  release: {
    title: "Release codes",
    press: "Release the codes",
    follows: [
      "Codes that nobody has seen go back to the pool. Their people get a mail and may ask again.",
      "A code that its owner has seen is left alone: it never goes back.",
    ],
  },
  revoke: {
    title: "Revoke codes",
    press: "Revoke the codes",
    follows: [
      "Codes that their owners have seen go into quarantine for good. Their people get a mail and may not ask again.",
      "A code that nobody has seen is left alone: it can be released.",
      "This cannot be undone. You can give somebody another code by hand.",
    ],
  },
} as const;

/** The step between choosing many allocations and doing something with them. */
export function ChosenPage({ at, view }: { at: { course: string; offer: string }; view: View }) {
  const { offer, act, scope, ticked, matching, wish } = view;
  const { title, press, follows } = WORDS[act];
  const nothing = scope === "all" ? matching === 0 : ticked.length === 0;
  return (
    <div className="max-w-text">
      <PageHeader title={title} kicker={offer.name} />
      {scope === "all" ? <p>{describeAll(wish, matching)}</p> : <NameList people={ticked} />}
      {nothing && <p>Nobody is chosen. Go back and tick somebody first.</p>}
      <Notice kind={act === "revoke" ? "warning" : "info"} title="What follows" className="my-8">
        <ul className="list-disc space-y-1 ps-5">
          {follows.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li>Allocations that have ended already stay as they are.</li>
        </ul>
      </Notice>
      <div className="flex flex-wrap items-center gap-3">
        {!nothing && (
          <PostForm
            action={bulkAllocationsAction}
            hidden={{
              ...at,
              ...writeFilter(wish.filter),
              act,
              scope,
              ids: scope === "all" ? "" : ticked.map(({ id }) => id).join(","),
            }}
          >
            <SubmitButton variant={act === "revoke" ? "danger" : "primary"}>{press}</SubmitButton>
          </PostForm>
        )}
        <LinkButton href={paths.allocations(at) + writeWish(wish)} variant="quiet">
          Back to the allocations
        </LinkButton>
      </div>
    </div>
  );
}

function describeAll({ filter: { q, state, batch } }: TableWish, matching: number | null): string {
  const parts = [
    matching === null ? "All allocations" : `All allocations in the list (${writeCount(matching)})`,
    state ? `in the state “${nameState(state)}”` : "",
    batch ? "of the chosen batch" : "",
    q === "" ? "" : `whose person’s name or address begins with “${q}”`,
  ];
  return `${parts.filter((part) => part !== "").join(", ")}, as they are when their turn comes.`;
}
