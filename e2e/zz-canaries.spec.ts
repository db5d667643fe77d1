import { test } from "@/e2e/fixtures/test";

test("nothing yet", async () => {});
