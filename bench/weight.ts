import { gzipSync } from "node:zlib";
import { chromium } from "@playwright/test";
import { chooseChromium } from "@/e2e/fixtures/choose-chromium";
import type { BenchmarkResult } from "./result";

/**
 * Script in kB gzip that the heaviest participant page loads in a browser, beyond what the empty application's page loads.
 * The baseline printed is the empty application's own weight; the bar is on the difference.
 */
export async function benchWeight({
  pages,
  cookie,
  emptyPage,
}: {
  pages: string[];
  cookie: { name: string; value: string };
  emptyPage: string;
}): Promise<BenchmarkResult> {
  const browser = await chromium.launch(chooseChromium());
  try {
    const weigh = async (url: string) => {
      const context = await browser.newContext();
      await context.addCookies([{ ...cookie, url }]);
      const page = await context.newPage();
      const scripts: Promise<number>[] = [];
      page.on("response", (response) => {
        if (response.request().resourceType() === "script") {
          scripts.push(response.body().then((body) => gzipSync(body).length));
        }
      });
      const response = await page.goto(url, { waitUntil: "networkidle" });
      if (!response?.ok()) {
        throw new Error(`${url} answered ${response?.status()}: the figure would mean nothing`);
      }
      const bytes = await Promise.all(scripts);
      await context.close();
      return bytes.reduce((sum, size) => sum + size, 0) / 1000;
    };
    const empty = await weigh(emptyPage);
    const weights: number[] = [];
    for (const page of pages) {
      weights.push(await weigh(page));
    }
    return {
      bench: "weight",
      unit: "kB gzip",
      value: Math.max(...weights) - empty,
      baseline: empty,
      bar: 10,
      better: "lower",
      barOn: "value",
    };
  } finally {
    await browser.close();
  }
}
