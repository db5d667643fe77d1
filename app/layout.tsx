import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { fontVariables } from "./fonts/faces";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Bursar", template: "%s · Bursar" },
  description: "Hands each participant of a course one cloud-credit code and walks them through redeeming it.",
  applicationName: "Bursar",
  icons: {
    icon: [{ url: "/icon.svg", type: "image/svg+xml" }],
    apple: [{ url: "/apple-touch-icon.png", sizes: "180x180" }],
  },
  // A code or a date must not be turned into a telephone link by a phone's browser.
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbf9f4" },
    { media: "(prefers-color-scheme: dark)", color: "#14181a" },
  ],
};

/**
 * Scripts run by a nonce that is new with every answer, so every page is made for its request. Throws where the portal is served by anything but
 * scripts/start/serve.mjs, which would send its pages out without a content security policy: docs/decisions/0022-headers-before-next.md.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const isGuarded = (await headers()).has("content-security-policy");
  if (process.env.NODE_ENV === "production" && !isGuarded) {
    throw new Error("Serve the portal by npm start: nothing else sends its security headers.");
  }
  return (
    <html lang="en" className={fontVariables}>
      <body>{children}</body>
    </html>
  );
}
