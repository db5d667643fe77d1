import { LinkButton } from "@/components/ui/button";
import { DescriptionList } from "@/components/ui/description-list";
import { paths } from "@/lib/paths";
import { PoolMeter } from "./pool-meter";

type Pool = { available: number; allocated: number; quarantined: number; waiting: number; pending: number };

const EMPTY: Pool = { available: 0, allocated: 0, quarantined: 0, waiting: 0, pending: 0 };

/** How an offer's pool stands, and the ways to its codes, allocations and requests. */
export function PoolPanel({ offer, pool = EMPTY }: { offer: { course: string; offer: string }; pool?: Pool }) {
  return (
    <div className="max-w-text space-y-5">
      <PoolMeter {...pool} />
      <DescriptionList
        layout="columns"
        items={[
          { term: "Left", detail: pool.available.toLocaleString("en") },
          { term: "Given", detail: pool.allocated.toLocaleString("en") },
          { term: "In quarantine", detail: pool.quarantined.toLocaleString("en") },
          { term: "Waiting for a code", detail: pool.waiting.toLocaleString("en") },
          { term: "Waiting for approval", detail: pool.pending.toLocaleString("en") },
        ]}
      />
      <div className="flex flex-wrap gap-3">
        <LinkButton href={paths.codesImport(offer)}>Import codes</LinkButton>
        <LinkButton href={paths.allocations(offer)} variant="secondary">
          Allocations
        </LinkButton>
        <LinkButton href={paths.requests(offer)} variant="secondary">
          Requests
        </LinkButton>
      </div>
    </div>
  );
}
