import type { FigurePaint } from "@/content/guides/types";

/** A4 in points, with margins that leave room for a hole punch. */
export const sheet = { width: 595.28, height: 841.89, left: 64, right: 64, top: 72, bottom: 64 };
export const textWidth = sheet.width - sheet.left - sheet.right;

/** The light half of the portal's colours: paper has no dark mode. */
export const ink = {
  ink: "#1c2124",
  muted: "#4b5256",
  line: "#a39c8d",
  rule: "#dcd5c6",
  accent: "#0a4951",
  wash: "#e4efee",
  white: "#ffffff",
} as const;

export const figureInk: Record<FigurePaint, string> = {
  paper: ink.white,
  panel: ink.wash,
  line: ink.line,
  ink: ink.ink,
  muted: ink.muted,
  accent: ink.accent,
  "on-accent": ink.white,
};

export const size = { title: 40, page: 24, heading: 14, body: 10.5, small: 9 };
/** Distance between the lines of a text in points: large letters stand closer. */
export function lineHeight(fontSize: number): number {
  return fontSize * (fontSize >= 20 ? 1.18 : 1.4);
}
