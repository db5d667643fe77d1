import { Button, LinkButton } from "@/components/ui/button";
import { joinClass } from "@/components/ui/join-class";
import { TextField } from "@/components/ui/text-field";
import type { RequestsView } from "@/features/credits/requests/queries";
import { REQUEST_LISTS } from "@/features/credits/requests/rules";
import { paths } from "@/lib/paths";
import { type ListPlace, listAddress } from "./list-address";

const NAMES = { pending: "To decide", waiting: "Waiting for a code", decided: "Decided" };

/** The three lists with their counts, and the search; all of it in the address, so that it can be shared. */
export function ListChoice({ place, counts }: { place: ListPlace; counts: RequestsView["counts"] }) {
  const { at, state, search } = place;
  return (
    <div className="mt-8 space-y-5">
      <nav aria-label="Lists of requests" className="no-print">
        <ul className="flex flex-wrap gap-x-6 border-y border-line py-1">
          {REQUEST_LISTS.map((list) => (
            <li key={list}>
              <a
                href={listAddress({ at, state: list, search })}
                aria-current={list === state ? "page" : undefined}
                className={joinClass(
                  "block py-2 underline-offset-4 hover:underline",
                  list === state ? "font-semibold text-accent underline" : "text-ink",
                )}
              >
                {NAMES[list]} <span className="tabular">({counts[list].toLocaleString("en")})</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <form method="get" action={paths.requests(at)} className="no-print flex flex-wrap items-end gap-3">
        <input type="hidden" name="state" value={state} />
        <TextField
          name="q"
          label="Find a person"
          type="search"
          required={false}
          defaultValue={search}
          maxLength={100}
        />
        <Button type="submit" variant="secondary">
          Find
        </Button>
        {search !== "" && (
          <LinkButton href={listAddress({ at, state, search: "" })} variant="quiet">
            Show everybody
          </LinkButton>
        )}
      </form>
    </div>
  );
}
