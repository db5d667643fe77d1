import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", ".next/**", ".data/**", ".test/**", "e2e/**"];

// Not secrets: the tests' own, so that a server module can read its settings.
const env = {
  DEMONSTRATION: "on",
  SESSION_SECRET: "the-tests-sign-their-sessions-with-this",
  CODE_KEY: Buffer.alloc(32, "code").toString("base64"),
  FINGERPRINT_KEY: Buffer.alloc(32, "fingerprint").toString("base64"),
  AUDIT_KEY: Buffer.alloc(32, "audit").toString("base64"),
  LOG_LEVEL: "silent",
};

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  test: {
    passWithNoTests: true,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          env,
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...exclude, "**/*.db.test.{ts,tsx}"],
          // A property tried a hundred times takes its time on a busy machine; how long is no matter of a test.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          env,
          include: ["**/*.db.test.{ts,tsx}"],
          exclude,
          globalSetup: "scripts/test-database-setup.ts",
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // Each file loads a server's share of connections; more files at once than cores only wait for each other.
          maxWorkers: 2,
        },
      },
    ],
  },
});
