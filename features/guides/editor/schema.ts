import { z } from "zod";
import { offerRef } from "@/features/offers/schema";
import { opened } from "../revisions/schema";

const text = (most: number) =>
  z
    .string()
    .max(most, `Shorten this to ${most.toLocaleString("en")} characters.`)
    .default("")
    .transform((value) => value.replace(/\r\n?/g, "\n"));
const line = (most: number) => text(most).transform((value) => value.replace(/\s+/g, " ").trim());

/** How many notices a page may have, and the places of its form for them. */
const MOST_NOTICES = 6;
const NOTICE_PLACES = Array.from({ length: MOST_NOTICES }, (_, index) => index + 1);

const tone = z.enum(["info", "caution", "warning"]).default("info");
const notice = (place: number) => ({
  [`noticeTone${place}`]: tone,
  [`noticeTitle${place}`]: line(200),
  [`noticeBody${place}`]: text(4000),
});

/** The words of a page, as its form sends them. */
const pageFields = {
  title: line(100),
  summary: line(300),
  body: text(20_000),
  done: line(60),
  caption: line(150),
  marks: text(2500),
};

export type TypedPage = z.infer<z.ZodObject<typeof pageFields>> & { notices: TypedNotice[] };
export type TypedNotice = { tone: z.infer<typeof tone>; title: string; body: string };

/** Names a page of an offer's guide. */
export const guidePageRef = { ...offerRef, page: z.string().min(1).max(120) };
const note = line(200);

/** What the form of a page sends; `press` says which button. */
export const pageForm = {
  ...guidePageRef,
  ...pageFields,
  ...Object.assign({}, ...NOTICE_PLACES.map(notice)),
  version: opened,
  note,
  press: z.enum(["save", "preview"]).default("save"),
} as typeof guidePageRef &
  typeof pageFields & {
    version: typeof opened;
    note: typeof note;
    press: z.ZodDefault<z.ZodEnum<{ save: "save"; preview: "preview" }>>;
  };

/** The notices among the fields of a page's form; a place whose title and words are both empty has none. */
export function readNotices(fields: Record<string, unknown>): TypedNotice[] {
  return NOTICE_PLACES.map((place) => ({
    tone: tone.parse(fields[`noticeTone${place}`]),
    title: String(fields[`noticeTitle${place}`] ?? ""),
    body: String(fields[`noticeBody${place}`] ?? "").trim(),
  })).filter((each) => each.title !== "" || each.body !== "");
}

/** What the form of the guide as a whole sends. */
export const aboutForm = {
  ...offerRef,
  title: line(120),
  summary: line(300),
  labels: line(400),
  howChecked: line(1000),
  related1: line(200),
  related2: line(200),
  related3: line(200),
  related4: line(200),
  related5: line(200),
  related6: line(200),
  version: opened,
  note,
};
export type TypedAbout = Omit<z.infer<z.ZodObject<typeof aboutForm>>, "course" | "offer" | "version" | "note">;

/** What the form of a new step sends; `after` is the slug of the page before it. */
export const newPageForm = {
  ...offerRef,
  title: line(100),
  summary: line(300),
  body: text(20_000),
  done: line(60),
  after: z.string().min(1).max(120),
  version: opened,
};
export type TypedNewPage = Pick<
  z.infer<z.ZodObject<typeof newPageForm>>,
  "title" | "summary" | "body" | "done" | "after"
>;

/** Moves a page one place up or down, or takes it out. */
export const pageMove = { ...guidePageRef, version: opened, to: z.enum(["up", "down", "out"]) };

/** Says that the guide was checked today. */
export const guideCheck = { ...offerRef, version: opened };
