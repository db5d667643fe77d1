/** Path of a Chromium or Chrome on PATH; undefined leaves the choice to Playwright. */
export function findBrowser(): string | undefined;

/** Installs a browser unless there is one. Answers with one line about it; throws when that fails. */
export function ensureBrowser(): Promise<string>;
