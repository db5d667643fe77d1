import type { Guide } from "@/content/guides/types";
import { toPrint } from "@/features/guides/images/pdf/prepare-screenshot";
import { renderHandout } from "@/features/guides/pdf/render-handout";
import { renderFirstPage } from "@/features/guides/pdf/thumbnail";
import type { GuideFacts } from "@/features/guides/rules";

type Making = {
  guide: Guide;
  facts: GuideFacts;
  /** Of the course's own revision, if the guide is one. */
  revisionId?: string | null;
  /** The bytes of a screenshot; null when they are gone. */
  readImage?: (id: string) => Promise<Uint8Array | null>;
};

export type Handout = { pdf: Uint8Array<ArrayBuffer>; thumbnail: Uint8Array };

const cache = new Map<string, Promise<Handout>>();
const cacheLimit = 24;

/**
 * The handout with the picture of its first page (PNG, 500 pixels wide, to be shown at 250). Drawing takes half a second of a processor, so the last
 * 24 are kept by what they were made from, and people who ask at the same moment share one drawing. A failed drawing is not kept.
 */
export function getHandout({ guide, facts, revisionId, readImage }: Making): Promise<Handout> {
  const { number, author } = guide.revision;
  const key = JSON.stringify([guide.slug, revisionId ?? null, number, author, pickFacts(facts)]);
  const known = cache.get(key);
  if (known) {
    return known;
  }
  const drawing = draw({ guide, facts, readImage });
  cache.set(key, drawing);
  drawing.catch(() => cache.delete(key));
  if (cache.size > cacheLimit) {
    cache.delete(cache.keys().next().value ?? key);
  }
  return drawing;
}

async function draw({ guide, facts, readImage }: Making): Promise<Handout> {
  const pdf = await renderHandout({ guide, facts, images: await readImages({ guide, readImage }) });
  return { pdf, thumbnail: await renderFirstPage({ pdf, width: 250, scale: 2 }) };
}

/** The screenshots of a guide by their identifiers. One that is gone is drawn as the drawing that it replaced. */
async function readImages({ guide, readImage }: Pick<Making, "guide" | "readImage">): Promise<Map<string, Buffer>> {
  const images = new Map<string, Buffer>();
  for (const { image } of Object.values(guide.figures)) {
    const bytes = image && readImage ? await readImage(image.id) : null;
    if (image && bytes) {
      images.set(image.id, await toPrint(bytes));
    }
  }
  return images;
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
