import type { APIResponse } from "@playwright/test";
import type { Data } from "@/e2e/fixtures/data";
import { expect, test } from "@/e2e/fixtures/test";
import { paths } from "@/lib/paths";
import { buildGround } from "./build-ground";
import { callAction, leadsTo, listActions } from "./call-action";
import { ACTIONS, SHARED_FIELDS } from "./list-actions";
import { fillRoute, MAY } from "./list-rights";
import { openRequests } from "./open-requests";

const FOREIGN = "https://evil.example";

/** What a browser would say of a request that a page of ours did not send; the last two only lie about the Origin. */
const elsewhere = (own: string): Record<string, Record<string, string>> => ({
  "a foreign Origin": { origin: FOREIGN, "sec-fetch-site": "cross-site" },
  "a foreign Origin, from an old browser": { origin: FOREIGN },
  "a null Origin": { origin: "null", "sec-fetch-site": "cross-site" },
  "no Origin": {},
  "our Origin from another site": { origin: own, "sec-fetch-site": "cross-site" },
  "our Origin from a neighbour": { origin: own, "sec-fetch-site": "same-site" },
});

type Ground = Awaited<ReturnType<typeof buildGround>>;

/** Everything that the course holds, as one figure; what the worker does by itself is left out. */
async function fingerprint({ data, course }: { data: Data; course: Ground["course"] }): Promise<string> {
  const { pool } = data.db;
  const { rows: tables } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'course_id' AND table_name <> 'deliveries' ORDER BY 1`,
  );
  const parts = tables.map(
    ({ name }) => `SELECT '${name}:' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '') AS part
                   FROM "${name}" t WHERE course_id = $1`,
  );
  const { rows } = await pool.query(parts.join(" UNION ALL "), [course.id]);
  return rows.map(({ part }) => part).join("\n");
}

async function open({ data, url, ground }: { data: Data; url: string; ground: Ground }) {
  const { prisma } = data.db;
  const { participant, instructor, administrator } = ground.people;
  const as = async ({ email }: { email: string }) => openRequests({ prisma, url, email });
  return {
    participant: await as(participant),
    instructor: await as(instructor),
    administrator: await as(administrator),
  };
}

/** Next refuses by 500; our own guard, where Next lets pass, leads to the page about faults. */
const isRefused = (answer: APIResponse) => answer.status() === 500 || leadsTo(answer).startsWith("/trouble?");

test("no action does anything for a page from elsewhere (T9)", async ({ data, ground }) => {
  const built = await buildGround(data);
  const before = await fingerprint({ data, course: built.course });
  const people = await open({ data, url: ground.url, ground: built });
  const { parameters } = built;
  const done: string[] = [];
  const visited = new Set<string>();
  // A foreign Origin is Next's own to refuse, before any action; the rest is the guard of each. So all are tried on the first action, these on every one.
  const tries = Object.entries(elsewhere(ground.url));
  for (const action of listActions()) {
    const row = ACTIONS[action.name];
    if (!row) continue;
    const may: readonly string[] = MAY[row.right];
    const as =
      people[may.includes("participant") ? "participant" : may.includes("instructor") ? "instructor" : "administrator"];
    for (const [said, headers] of visited.size === 0 ? tries : tries.slice(-3)) {
      const fields = { ...SHARED_FIELDS, ...parameters };
      const answer = await callAction({ as, action, row, fields, parameters, headers });
      if (!isRefused(answer)) done.push(`${action.name} with ${said}: ${answer.status()} ${leadsTo(answer)}`);
    }
    // A link can carry neither the method nor the fields.
    const path = fillRoute(action.route, parameters);
    if (visited.has(path)) continue;
    visited.add(path);
    await as.get(path, { headers: { "Next-Action": action.id, origin: ground.url }, maxRedirects: 0 });
    await as.get(`${path}?$ACTION_ID_${action.id}=`, { maxRedirects: 0 });
  }
  expect(done).toEqual([]);
  expect(await fingerprint({ data, course: built.course })).toBe(before);
  for (const as of Object.values(people)) {
    expect((await as.get(paths.courses, { maxRedirects: 0 })).status(), "is still signed in").toBe(200);
    await as.dispose();
  }
});

test("no form that is answered by a route does anything for a page from elsewhere, or by a link (T9)", async ({
  data,
  ground,
}) => {
  const built = await buildGround(data);
  const before = await fingerprint({ data, course: built.course });
  const { instructor: as, ...others } = await open({ data, url: ground.url, ground: built });
  const { course = "", offer = "" } = built.parameters;
  const routes = [paths.rosterUpload(course), paths.codesUpload({ course, offer }), paths.exportCodes(course)];
  for (const path of routes) {
    for (const [said, headers] of Object.entries(elsewhere(ground.url))) {
      const body = { multipart: { offer, pasted: "name,email\nEve,eve@example.org" } };
      const answer = await as.post(path, { headers, maxRedirects: 0, ...body });
      expect(answer.status(), `${path} with ${said}`).toBe(403);
      const text = await as.post(path, {
        headers: { ...headers, "content-type": "text/plain" },
        data: "offer=x",
        maxRedirects: 0,
      });
      expect(text.status(), `${path} as text with ${said}`).toBe(403);
    }
    // Our own page sends no such body; a browser that did would be answered without anything having been done.
    await as.post(path, {
      headers: { origin: ground.url, "content-type": "text/plain" },
      data: "offer=x",
      maxRedirects: 0,
    });
    for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE"]) {
      const answer = await as.fetch(path, { method, maxRedirects: 0 });
      expect([404, 405], `${method} ${path}: ${answer.status()}`).toContain(answer.status());
    }
  }
  expect(await fingerprint({ data, course: built.course })).toBe(before);
  await Promise.all([as, ...Object.values(others)].map((one) => one.dispose()));
});

test("the same form from our own page is taken: the refusals above are about where it came from (T9)", async ({
  data,
  ground,
}) => {
  const built = await buildGround(data);
  const before = await fingerprint({ data, course: built.course });
  const { instructor: as, ...others } = await open({ data, url: ground.url, ground: built });
  const headers = { origin: ground.url, "sec-fetch-site": "same-origin" };
  const answer = await as.post(paths.rosterUpload(built.parameters.course ?? ""), {
    headers,
    multipart: { pasted: "name,email\nEve,eve@example.org" },
    maxRedirects: 0,
  });
  expect(answer.status()).toBe(303);
  expect(await fingerprint({ data, course: built.course })).not.toBe(before);
  await Promise.all([as, ...Object.values(others)].map((one) => one.dispose()));
});
