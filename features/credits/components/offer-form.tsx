import type { ReactNode } from "react";

/** An offer by the slugs of its URL. */
export type OfferRef = { course: string; offer: string };

/** What a form posts to. A type of its own, because a component knows nothing of server/. */
export type OfferAction = (form: FormData) => Promise<unknown>;

/** A plain form about one offer: it posts the offer's slugs and the fields in `children`, with or without a script. */
export function OfferForm({
  action,
  offer,
  children,
  className,
}: {
  action: OfferAction;
  offer: OfferRef;
  children: ReactNode;
  className?: string;
}) {
  return (
    // React ignores what an action answers; its type wants to hear that there is nothing.
    <form action={action as (form: FormData) => Promise<void>} className={className}>
      <input type="hidden" name="course" value={offer.course} />
      <input type="hidden" name="offer" value={offer.offer} />
      {children}
    </form>
  );
}
