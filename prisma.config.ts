import { defineConfig } from "prisma/config";

// Without DATABASE_URL there is no datasource: the commands that need none (generate, validate, format) still work.
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "tsx prisma/seed.ts" },
  ...(process.env.DATABASE_URL ? { datasource: { url: process.env.DATABASE_URL } } : {}),
});
