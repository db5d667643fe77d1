import { z } from "zod";
import type { EditableGuide, FigureShape, Guide, GuideFigure, GuidePage } from "@/content/guides/types";
import { offerRef } from "@/features/offers/schema";

// Mirrors content/guides/types.ts: a test sends every registered guide through it and expects it back unchanged.
// Lengths are limits against mistakes and malice; what a guide must say is judged by content/guides/contract.ts.

const text = (most: number) => z.string().max(most);
const slug = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const size = z.number().min(0).max(100_000);
const paint = z.enum(["paper", "panel", "line", "ink", "muted", "accent", "on-accent"]);

const shape: z.ZodType<FigureShape> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("box"),
    x: size,
    y: size,
    width: size,
    height: size,
    radius: size.optional(),
    fill: paint.optional(),
    stroke: paint.optional(),
  }),
  z.object({ kind: z.literal("line"), from: z.tuple([size, size]), to: z.tuple([size, size]), stroke: paint }),
  z.object({
    kind: z.literal("text"),
    x: size,
    y: size,
    text: text(200),
    size,
    bold: z.boolean().optional(),
    anchor: z.enum(["start", "middle", "end"]).optional(),
    fill: paint,
  }),
]);

const callOuts = z.array(z.object({ number: z.number().int(), label: text(300), x: size, y: size })).max(9);

const figure: z.ZodType<GuideFigure> = z.object({
  number: z.number().int(),
  title: text(200),
  description: text(4000),
  width: size,
  height: size,
  shapes: z.array(shape).max(500),
  callOuts,
  image: z
    .object({
      id: z.uuid(),
      width: size,
      height: size,
      alt: text(2000),
      before: z.object({ title: text(200), callOuts }).optional(),
    })
    .optional(),
});

const page: z.ZodType<GuidePage> = z.object({
  kind: z.enum(["before", "step", "verify", "budget", "coverage", "failure", "sign-out"]),
  number: z.number().int().optional(),
  slug,
  title: text(200),
  summary: text(500),
  body: text(40_000),
  figure: z.string().optional(),
  notices: z
    .array(z.object({ tone: z.enum(["info", "caution", "warning"]), title: text(300), body: text(8000) }))
    .max(12),
  done: text(200).optional(),
});

/** A guide as a course may change it. */
export const editableGuide: z.ZodType<EditableGuide> = z.object({
  title: text(200),
  summary: text(500),
  created: day,
  lastChecked: day,
  howChecked: text(2000),
  labels: z.array(text(80)).max(30),
  related: z
    .array(z.object({ guide: slug, page: slug.optional(), offer: z.string().optional(), title: text(200) }))
    .max(30),
  pages: z.array(page).max(60),
  figures: z.record(slug, figure),
});

/** What a row of guide_revisions holds: the guide as it reads from then on, and the provider's guide that its pages began from. */
export const revisionContent = z.object({ guide: editableGuide, base: editableGuide });

/** The part of a registered guide that a course may change. */
export function pickEditable(guide: Guide): EditableGuide {
  const { title, summary, created, lastChecked, howChecked, labels, related, pages, figures } = guide;
  return { title, summary, created, lastChecked, howChecked, labels, related, pages, figures };
}

/** The number of the newest revision when a form was opened; 0 is the provider's guide. A save on an older one is told so. */
export const opened = z.coerce.number().int().min(0).max(1_000_000);

/** Puts an earlier revision in place as a new one. */
export const revisionChoice = { ...offerRef, version: opened, number: opened };
