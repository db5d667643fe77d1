import type { GuideFigure } from "@/content/guides/types";

export const creditsPage: GuideFigure = {
  number: 2,
  title: "The Credits page",
  description:
    "A schematic drawing of the page Credits in the AWS console. The bar at the top says Billing and Cost Management on the left and has the account menu on the right. Below the heading Credits there is a form: a field Promotion code, a picture of twisted characters with a field Security code beside it, and at the bottom the button Redeem credit.",
  width: 360,
  height: 318,
  shapes: [
    { kind: "box", x: 1, y: 1, width: 358, height: 316, radius: 8, fill: "paper", stroke: "line" },
    { kind: "line", from: [1, 42], to: [359, 42], stroke: "line" },
    { kind: "text", x: 16, y: 27, text: "Billing and Cost Management", size: 13, fill: "muted" },
    { kind: "text", x: 320, y: 27, text: "Your account ▾", size: 13, anchor: "end", fill: "ink" },
    { kind: "text", x: 24, y: 76, text: "Credits", size: 20, bold: true, fill: "ink" },
    { kind: "text", x: 24, y: 108, text: "Promotion code", size: 14, bold: true, fill: "ink" },
    { kind: "box", x: 24, y: 116, width: 296, height: 34, radius: 4, fill: "paper", stroke: "line" },
    { kind: "text", x: 35, y: 138, text: "the code from this portal", size: 14, fill: "muted" },
    { kind: "text", x: 24, y: 180, text: "Security code", size: 14, bold: true, fill: "ink" },
    { kind: "text", x: 119, y: 180, text: "(if you are shown one)", size: 13, fill: "muted" },
    { kind: "box", x: 24, y: 188, width: 104, height: 38, radius: 4, fill: "panel" },
    { kind: "text", x: 76, y: 213, text: "x 7 K q", size: 18, bold: true, anchor: "middle", fill: "muted" },
    { kind: "line", from: [34, 218], to: [118, 196], stroke: "muted" },
    { kind: "line", from: [32, 200], to: [120, 214], stroke: "muted" },
    { kind: "box", x: 140, y: 190, width: 180, height: 34, radius: 4, fill: "paper", stroke: "line" },
    { kind: "box", x: 24, y: 254, width: 142, height: 42, radius: 5, fill: "accent" },
    { kind: "text", x: 95, y: 280, text: "Redeem credit", size: 15, bold: true, anchor: "middle", fill: "on-accent" },
  ],
  callOuts: [
    { number: 1, label: "Promotion code: your code goes here", x: 320, y: 116 },
    { number: 2, label: "Security code: the characters in the picture, if there is one", x: 320, y: 190 },
    { number: 3, label: "Redeem credit: press once", x: 166, y: 254 },
    { number: 4, label: "The account that will have the credit", x: 338, y: 22 },
  ],
};
