import type { GuideFigure } from "@/content/guides/types";

export const redeemPage: GuideFigure = {
  number: 1,
  title: "The redeem page",
  description:
    "A schematic drawing of a browser window. Its address is aws.amazon.com/awscredits. The page has the heading Redeem your AWS promotional credit, two lines of text, and below them two buttons: Redeem Credit, which is filled, and Create an account, which is outlined.",
  width: 360,
  height: 250,
  shapes: [
    { kind: "box", x: 1, y: 1, width: 358, height: 248, radius: 8, fill: "paper", stroke: "line" },
    { kind: "line", from: [1, 44], to: [359, 44], stroke: "line" },
    { kind: "box", x: 12, y: 18, width: 8, height: 8, radius: 4, stroke: "line" },
    { kind: "box", x: 25, y: 18, width: 8, height: 8, radius: 4, stroke: "line" },
    { kind: "box", x: 46, y: 10, width: 272, height: 24, radius: 12, fill: "panel" },
    { kind: "text", x: 60, y: 27, text: "aws.amazon.com/awscredits", size: 14, fill: "ink" },
    { kind: "text", x: 24, y: 82, text: "Redeem your AWS", size: 20, bold: true, fill: "ink" },
    { kind: "text", x: 24, y: 107, text: "promotional credit", size: 20, bold: true, fill: "ink" },
    { kind: "box", x: 24, y: 126, width: 296, height: 7, radius: 3, fill: "panel" },
    { kind: "box", x: 24, y: 141, width: 218, height: 7, radius: 3, fill: "panel" },
    { kind: "box", x: 24, y: 176, width: 142, height: 42, radius: 5, fill: "accent" },
    { kind: "text", x: 95, y: 202, text: "Redeem Credit", size: 15, bold: true, anchor: "middle", fill: "on-accent" },
    { kind: "box", x: 188, y: 176, width: 146, height: 42, radius: 5, stroke: "line" },
    { kind: "text", x: 261, y: 202, text: "Create an account", size: 15, anchor: "middle", fill: "ink" },
  ],
  callOuts: [
    { number: 1, label: "The address: aws.amazon.com/awscredits", x: 318, y: 22 },
    { number: 2, label: "Redeem Credit, for people with an AWS account", x: 166, y: 176 },
    { number: 3, label: "The way for those who have no account yet", x: 334, y: 176 },
  ],
};
