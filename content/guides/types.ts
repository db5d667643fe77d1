/**
 * The contract of a guide. A guide is data: the web pages and the handout are both made from this one object, and a
 * new provider is a folder with such an object and a line in the registry.
 *
 * Every text named `body`, `advice` or `why` is Markdown, so that an instructor may later edit the words of a page, and
 * may hold the placeholders of `placeholders.ts` in double braces. Page summaries and notice titles are plain text that may hold
 * them too; names, other titles and what is said about the guide itself hold none.
 */
export type Guide = {
  readonly slug: string;
  readonly provider: { readonly slug: string; readonly name: string };
  readonly title: string;
  readonly summary: string;
  /** Day (YYYY-MM-DD) on which the first revision was published. */
  readonly created: string;
  readonly revision: GuideRevision;
  /** Day (YYYY-MM-DD) on which the facts were last compared with the provider's own documents. */
  readonly lastChecked: string;
  /** How the facts were checked, in a sentence that is honest about what was not tried. */
  readonly howChecked: string;
  readonly labels: readonly string[];
  readonly related: readonly GuideReference[];
  readonly resources: readonly GuideResource[];
  readonly beforeYouReveal: readonly RevealQuestion[];
  readonly pages: readonly GuidePage[];
  readonly figures: Readonly<Record<string, GuideFigure>>;
  readonly problems: readonly CodeProblem[];
  /** A wording that an instructor may start from; the text that counts is the offer's own. */
  readonly acknowledgementSample: string;
  readonly otherWays: readonly OtherWay[];
};

/** What a course may change in a guide. The rest is the provider's knowledge, such as what a failure means, and stays the portal's own. */
export type EditableGuide = Pick<
  Guide,
  "title" | "summary" | "created" | "lastChecked" | "howChecked" | "labels" | "related" | "pages" | "figures"
>;

export type GuideRevision = {
  readonly number: number;
  readonly date: string;
  readonly author: string;
  /** What changed, in one sentence. */
  readonly change: string;
};

/** Another guide, or a page of a guide when `page` is given; `offer` is the slug of another offer of the same course whose guide is meant. */
export type GuideReference = {
  readonly guide: string;
  readonly page?: string;
  readonly offer?: string;
  readonly title: string;
};

/** A page on the provider's side that helps to get started. */
export type GuideResource = { readonly title: string; readonly url: string; readonly about: string };

/** Asked before the code is shown, because a revealed code cannot go back. */
export type RevealQuestion = {
  readonly slug: string;
  readonly question: string;
  readonly why: string;
  readonly answers: readonly RevealAnswer[];
};

export type RevealAnswer = {
  readonly slug: string;
  readonly label: string;
  readonly advice: string;
  /** False where the advice is to wait with revealing; the participant still decides. */
  readonly ready: boolean;
};

export type GuidePageKind = "before" | "step" | "verify" | "budget" | "coverage" | "failure" | "sign-out";

export type GuidePage = {
  readonly kind: GuidePageKind;
  /** The step's number, from 1; left out on pages that explain and are no step. */
  readonly number?: number;
  readonly slug: string;
  readonly title: string;
  /** One line for the overview and the handout's contents. */
  readonly summary: string;
  readonly body: string;
  /** Key of the guide's `figures`. */
  readonly figure?: string;
  readonly notices: readonly GuideNotice[];
  /** Words of the button that records progress; pages without one are for looking things up. */
  readonly done?: string;
};

export type NoticeTone = "info" | "caution" | "warning";
export type GuideNotice = { readonly tone: NoticeTone; readonly title: string; readonly body: string };

/** A drawing as data, so that the page's SVG and the handout's PDF come from one source. Units: one per pixel. */
export type GuideFigure = {
  readonly number: number;
  readonly title: string;
  /** What a person who cannot see the figure needs from it. */
  readonly description: string;
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly FigureShape[];
  readonly callOuts: readonly FigureCallOut[];
  readonly image?: FigureImage;
};

/** A screenshot that a course shows in the place of the drawing. The drawing stays in the figure, so that it can come back. */
export type FigureImage = {
  /** Of the stored picture. */
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** What a person who cannot see the screenshot needs from it. */
  readonly alt: string;
  /** Caption and marks that came with the drawing; left out where there was no drawing before. */
  readonly before?: { readonly title: string; readonly callOuts: readonly FigureCallOut[] };
};

/** Paints are names, not colours: the page maps them to its light and dark colours, the handout to ink on paper. */
export type FigurePaint = "paper" | "panel" | "line" | "ink" | "muted" | "accent" | "on-accent";

export type FigureShape =
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius?: number;
      readonly fill?: FigurePaint;
      readonly stroke?: FigurePaint;
    }
  | {
      readonly kind: "line";
      readonly from: readonly [number, number];
      readonly to: readonly [number, number];
      readonly stroke: FigurePaint;
    }
  | {
      readonly kind: "text";
      readonly x: number;
      /** Of the baseline. */
      readonly y: number;
      readonly text: string;
      readonly size: number;
      readonly bold?: boolean;
      readonly anchor?: "start" | "middle" | "end";
      readonly fill: FigurePaint;
    };

/** A numbered mark on the figure (centre at x, y) and the words that go with it; the page's text uses "(number)". */
export type FigureCallOut = { readonly number: number; readonly label: string; readonly x: number; readonly y: number };

/**
 * What a report of "this code does not work" leads to.
 * - `bad-code`: the code goes to quarantine and another may be given.
 * - `code-is-good`: the code works in another account; it is kept, and nothing is quarantined.
 * - `try-again-first`: try once more; only then does a report count.
 * - `no-access`: the account lacks a right; the code was never tried.
 */
export type ProblemVerdict = "bad-code" | "code-is-good" | "try-again-first" | "no-access";

export type CodeProblem = {
  readonly slug: string;
  /** What the provider's page says, as nearly as we know it. */
  readonly says: string;
  readonly advice: string;
  readonly verdict: ProblemVerdict;
  /** What the participant confirms before reporting; present exactly where a report can follow. */
  readonly confirm?: string;
};

export type OtherWay = { readonly slug: string; readonly title: string; readonly body: string };
