import { expect, test } from "@/e2e/fixtures/test";
import { buildGround } from "./build-ground";
import { callAction, leadsTo, listActions } from "./call-action";
import { expectRefusalsLogged } from "./expect-refusals-logged";
import { ACTIONS, type ActionRow, NOT_CALLED, SHARED_FIELDS } from "./list-actions";
import { MAY, ROLES, type Role } from "./list-rights";
import { openRequests } from "./open-requests";

// The same matrix for what changes something: an action can be called by anybody who knows its name, whatever page offers it.

test("every server action of the build has a row in the matrix, and no row is left over (T7)", () => {
  const names = listActions().map(({ name }) => name);
  expect(new Set(names).size, "names are used once").toBe(names.length);
  expect([...Object.keys(ACTIONS), ...Object.keys(NOT_CALLED)].sort()).toEqual(names.sort());
});

for (const part of [0, 1]) {
  test(`actions answer who may call them, and nobody else, part ${part + 1} (T7)`, async ({ data, ground }) => {
    test.slow();
    const { prisma } = data.db;
    const headers = { origin: ground.url };
    const refused: string[] = [];
    for (const action of listActions().filter((_, index) => index % 2 === part)) {
      const row = ACTIONS[action.name];
      if (!row) continue;
      const { people, parameters } = await buildGround(data);
      const fields = { ...SHARED_FIELDS, ...parameters };
      const answerOf = async (role: Role): Promise<string> => {
        const email = role === "anonymous" ? null : people[role].email;
        const as = await openRequests({ prisma, url: ground.url, email });
        const answer = await callAction({ as, action, row, fields, parameters, headers });
        const isTurnedAway = row.right !== "everybody" && leadsTo(answer) === "/sign-in";
        await as.dispose();
        if (answer.status() === 404) refused.push(answer.headers()["x-request-id"] ?? "");
        return isTurnedAway
          ? "sign in"
          : answer.status() === 404
            ? "nothing here"
            : answer.status() < 400
              ? "in"
              : "no";
      };
      for (const role of inOrder(row)) {
        const may = (MAY[row.right] as readonly Role[]).includes(role);
        const denied = role === "anonymous" ? "sign in" : "nothing here";
        expect(await answerOf(role), `${action.name} as ${role}`).toBe(may ? "in" : denied);
      }
      const { rows } = await data.db.pool.query(
        "SELECT act FROM audit_events JOIN users u ON u.id = actor_id WHERE u.email = ANY($1)",
        [
          ROLES.filter((role) => !(MAY[row.right] as readonly Role[]).includes(role)).map((role) =>
            emailOf(people, role),
          ),
        ],
      );
      expect(rows, `${action.name} was done by nobody who may not`).toEqual([]);
    }
    await expectRefusalsLogged(refused);
  });
}

/** First all who may not, then the least of those who may: what that one changes is seen by nobody after. */
function inOrder({ right }: ActionRow): Role[] {
  const may: readonly Role[] = MAY[right];
  return [...ROLES.filter((role) => !may.includes(role)), ...may.slice(0, 1)];
}

function emailOf(people: Record<Exclude<Role, "anonymous">, { email: string }>, role: Role): string {
  return role === "anonymous" ? "" : people[role].email;
}
