import type { TestProject } from "vitest/node";
import { openTestServer } from "./test-server";

declare module "vitest" {
  interface ProvidedContext {
    testServer: { serverUrl: string; portalServerUrl: string; template: string };
  }
}

/** Vitest's global setup of the database tests: the server runs while they do. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { release, ...testServer } = await openTestServer();
  project.provide("testServer", testServer);
  return release;
}
