import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { chooseChromium } from "./e2e/fixtures/choose-chromium";
import { runFolder } from "./e2e/fixtures/run";
import type { TestOptions } from "./e2e/fixtures/test";

const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } };
const phone = { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } };

export default defineConfig<TestOptions>({
  testDir: "e2e",
  outputDir: join(runFolder, "results"),
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ?? ".test/playwright.json" }]],
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 45_000,
    launchOptions: chooseChromium(),
    screenshot: "only-on-failure",
    locale: "en-GB",
    // On other clocks than any course's, so that a time in the browser's own zone is seen to be wrong.
    timezoneId: "Pacific/Auckland",
    contextOptions: { reducedMotion: "reduce" },
  },
  projects: [
    // The search for canary codes reads what all the others left behind, so it runs when they have ended, come what may.
    { name: "start", testMatch: "portal-answers.setup.ts", teardown: "canaries", use: desktop },
    {
      name: "desktop",
      testMatch: "**/*.spec.ts",
      testIgnore: "zz-canaries.spec.ts",
      dependencies: ["start"],
      use: desktop,
    },
    {
      name: "phone",
      testMatch: /participant\/walk(-without-script)?\.spec\.ts$/,
      dependencies: ["start"],
      use: phone,
    },
    { name: "canaries", testMatch: "zz-canaries.spec.ts", use: desktop },
  ],
});
