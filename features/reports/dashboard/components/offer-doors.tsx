import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";
import type { OfferFigures } from "../rules";

/** The ways from an offer to its codes, requests and allocations, with how many wait behind each. */
export function OfferDoors({
  offer,
  glance: { pending, waiting, reported, frozenAt },
  mayInstruct,
}: {
  offer: { course: string; offer: string };
  glance: Pick<OfferFigures, "pending" | "waiting" | "reported" | "frozenAt">;
  mayInstruct: boolean;
}) {
  const open = pending.count + waiting.count;
  const doors = [
    { href: paths.requests(offer), label: open > 0 ? `Requests: ${open.toLocaleString("en")} open` : "Requests" },
    {
      href: paths.allocations(offer),
      label: reported.count > 0 ? `Allocations: ${reported.count.toLocaleString("en")} reported` : "Allocations",
    },
    ...(mayInstruct
      ? [
          { href: paths.spares(offer), label: "Spares" },
          { href: paths.questions(offer), label: "Questions" },
          { href: paths.guideEditor(offer), label: "Guide" },
        ]
      : []),
  ];
  return (
    <nav aria-label="Of this offer" className="no-print flex flex-wrap gap-3">
      {mayInstruct && frozenAt && <LinkButton href={paths.reconcile(offer)}>Reconcile the pool</LinkButton>}
      {mayInstruct && (
        <LinkButton href={paths.codesImport(offer)} variant={frozenAt ? "secondary" : "primary"}>
          Import codes
        </LinkButton>
      )}
      {doors.map(({ href, label }) => (
        <LinkButton key={href} href={href} variant="secondary">
          {label}
        </LinkButton>
      ))}
    </nav>
  );
}
