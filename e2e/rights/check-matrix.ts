import { type APIRequestContext, expect } from "@playwright/test";
import type { Data } from "@/e2e/fixtures/data";
import { buildGround } from "./build-ground";
import { fillRoute, MAY, RIGHTS, type Role } from "./list-rights";
import { openRequests } from "./open-requests";

type Answer = "in" | "nothing here" | "sign in" | `status ${number}`;

async function ask(as: APIRequestContext, path: string): Promise<Answer> {
  const answer = await as.get(path, { maxRedirects: 0 });
  const to = answer.headers().location ?? "";
  if (answer.status() === 404) return "nothing here";
  if (answer.status() < 400) return /\/sign-in(\?|$)/.test(to) && !path.startsWith("/sign-in") ? "sign in" : "in";
  return `status ${answer.status()}`;
}

/** Asks the portal at `url` for every route as somebody of that role: in their own course, and unless told otherwise in another's and in none. */
export async function checkMatrix({
  role,
  data,
  url,
  isBrief = false,
}: {
  role: Role;
  data: Data;
  url: string;
  isBrief?: boolean;
}): Promise<void> {
  const own = await buildGround(data);
  const foreign = (await buildGround(data)).parameters;
  const email = role === "anonymous" ? null : own.people[role].email;
  const as = await openRequests({ prisma: data.db.prisma, url, email });
  for (const [route, right] of Object.entries(RIGHTS)) {
    const may = (MAY[right] as readonly Role[]).includes(role);
    const denied = role === "anonymous" ? "sign in" : "nothing here";
    expect(await ask(as, fillRoute(route, own.parameters)), route).toBe(may ? "in" : denied);
    if (route.includes("[") && !isBrief) {
      const anywhere = role === "administrator" && may;
      expect(await ask(as, fillRoute(route, foreign)), `another's ${route}`).toBe(anywhere ? "in" : denied);
      expect(await ask(as, fillRoute(route, {})), `missing ${route}`).toBe(denied);
    }
  }
  await as.dispose();
}
