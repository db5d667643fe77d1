import type { Guide } from "@/content/guides/types";
import { renderHandout } from "@/features/guides/pdf/render-handout";
import { renderFirstPage } from "@/features/guides/pdf/thumbnail";
import type { GuideFacts } from "@/features/guides/rules";

export type Handout = { pdf: Uint8Array<ArrayBuffer>; thumbnail: Uint8Array };

const cache = new Map<string, Promise<Handout>>();
const cacheLimit = 24;

/**
 * The handout with the picture of its first page (PNG, 500 pixels wide, to be shown at 250). Drawing takes half a second of a processor, so the last
 * 24 are kept by what they were made from, and people who ask at the same moment share one drawing. A failed drawing is not kept.
 */
export function getHandout({ guide, facts }: { guide: Guide; facts: GuideFacts }): Promise<Handout> {
  const key = JSON.stringify([guide.slug, guide.revision.number, pickFacts(facts)]);
  const known = cache.get(key);
  if (known) {
    return known;
  }
  const drawing = draw({ guide, facts });
  cache.set(key, drawing);
  drawing.catch(() => cache.delete(key));
  if (cache.size > cacheLimit) {
    cache.delete(cache.keys().next().value ?? key);
  }
  return drawing;
}

async function draw({ guide, facts }: { guide: Guide; facts: GuideFacts }): Promise<Handout> {
  const pdf = await renderHandout({ guide, facts });
  return { pdf, thumbnail: await renderFirstPage({ pdf, width: 250, scale: 2 }) };
}

/** Only what the handout is made of: whatever else a caller's object holds must neither split the cache nor lie in its keys. */
function pickFacts(facts: GuideFacts): unknown[] {
  return [
    facts.courseTitle,
    facts.term,
    facts.timeZone,
    facts.contactName,
    facts.contactAddress,
    facts.offerName,
    facts.amountMinor,
    facts.currency,
    facts.redeemBy.getTime(),
    facts.expired,
  ];
}
