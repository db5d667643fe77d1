import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OfferMember, OfferStaff } from "@/features/courses/access";
import { cancelRequest, claimCode } from "@/features/credits/commands";
import { readOffer } from "@/features/credits/queries";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildEnrolment, buildOffer } from "@/prisma/factories/build-course";
import { assistantOf, memberOf } from "@/prisma/factories/build-proof";
import type { Course, Offer } from "@/prisma/generated/client";
import { createTestDatabase, type TestDatabase } from "@/scripts/test-database";
import { approveRequests, declineRequest, serveEveryList, serveWaiting } from "./commands";
import { listRequests } from "./queries";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase({ connections: 12 });
});
afterAll(() => database.drop());

let course: Course;
let offer: Offer;
let staff: OfferStaff;
beforeEach(async () => {
  course = await buildCourse(database.prisma);
  await newOffer();
});

async function newOffer() {
  const { prisma } = database;
  offer = await buildOffer(prisma, { courseId: course.id });
  const enrolment = await buildEnrolment(prisma, { courseId: course.id, role: "ASSISTANT" });
  staff = assistantOf({ course, offer, enrolment });
}

const join = async () =>
  memberOf({ course, offer, enrolment: await buildEnrolment(database.prisma, { courseId: course.id }) });
const ask = async (member: OfferMember) => (await claimCode({ pool: database.pool, proof: member })).outcome;
const leave = (member: OfferMember) => cancelRequest({ prisma: database.prisma, proof: member });
const fill = (codes: number) => buildBatch(database.prisma, { offer, codes });
const serve = () => serveWaiting({ pool: database.pool, offerId: offer.id });
const setRemoved = ({ enrolmentId }: OfferMember, removedAt: Date | null) =>
  database.prisma.enrolment.update({ where: { id: enrolmentId }, data: { removedAt } });

async function wait(): Promise<OfferMember> {
  const member = await join();
  expect(await ask(member)).toBe("waiting");
  return member;
}

async function requestOf({ enrolmentId }: OfferMember) {
  return database.prisma.request.findFirstOrThrow({ where: { enrolmentId }, orderBy: { id: "desc" } });
}

/** Who holds a code, in the order in which they got it. */
async function holders(): Promise<string[]> {
  const rows = await database.prisma.allocation.findMany({
    where: { offerId: offer.id },
    orderBy: [{ allocatedAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ enrolmentId }) => enrolmentId);
}

const decline = async (member: OfferMember) =>
  declineRequest({ prisma: database.prisma, proof: staff, requestId: (await requestOf(member)).id, reason: "No." });
const approve = async (member: OfferMember) =>
  approveRequests({ prisma: database.prisma, proof: staff, requestIds: [(await requestOf(member)).id] });

describe("leaving the list", () => {
  it("loses the place: who asks again stands at the end", async () => {
    const [first, second, third] = [await wait(), await wait(), await wait()];
    await leave(first);
    expect(await ask(first)).toBe("waiting");
    await fill(2);
    expect(await serve()).toBe(2);
    expect(await holders()).toEqual([second.enrolmentId, third.enrolmentId]);
    expect((await readOffer({ pool: database.pool, proof: first }))?.standing).toBe("waiting");
  });

  it("in the middle of serving gives no code to who has left, asks for none anew, and goes on to the next", async () => {
    const [gone, next] = [await wait(), await wait()];
    await fill(2);
    const client = await database.pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("UPDATE requests SET state = 'CANCELLED', cancelled_at = now() WHERE enrolment_id = $1", [
        gone.enrolmentId,
      ]);
      const serving = serve();
      await expect.poll(countBlocked, { timeout: 5000 }).toBe(1);
      await client.query("COMMIT");
      expect(await serving).toBe(1);
    } finally {
      client.release();
    }
    expect(await holders()).toEqual([next.enrolmentId]);
    expect(await database.prisma.request.count({ where: { enrolmentId: gone.enrolmentId } })).toBe(1);
  });
});

async function countBlocked(): Promise<number> {
  const { rows } = await database.pool.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
  );
  return rows[0]?.count ?? 0;
}

describe("serving", () => {
  it("passes over who was removed or declined in the middle of the list, and stops at nobody", async () => {
    const [first, removed, declined, last] = [await wait(), await wait(), await wait(), await wait()];
    await setRemoved(removed, new Date());
    await decline(declined);
    await fill(4);
    expect(await serve()).toBe(2);
    expect(await holders()).toEqual([first.enrolmentId, last.enrolmentId]);
    // Back on the roster, the place is still there; nobody else has to do anything about it.
    await setRemoved(removed, null);
    expect(await serveEveryList({ pool: database.pool })).toBe(1);
    expect(await holders()).toEqual([first, last, removed].map(({ enrolmentId }) => enrolmentId));
  });

  it("by several jobs at once gives to exactly the first, in their order, while people come and go", async () => {
    for (let round = 0; round < 4; round += 1) {
      await newOffer();
      const people: OfferMember[] = [];
      for (let n = 0; n < 10; n += 1) people.push(await wait());
      await fill(6);
      const [leaver, pusher] = [people[2], people[4]];
      if (!leaver || !pusher) throw new Error("nobody waits");
      const newcomer = await join();
      const work = [serve(), serve(), leave(leaver), ask(pusher), ask(newcomer), serve()] as const;
      const [, , left] = await Promise.all(work);
      await serve();
      const expected = people.filter((member) => !left.ok || member !== leaver).slice(0, 6);
      const given = await holders();
      const inOrder = expected.map(({ enrolmentId }) => enrolmentId);
      expect(given.toSorted()).toEqual(inOrder.toSorted());
      // Whoever presses again while there is a code for them has it at that instant; the jobs give in order to the others.
      const others = (id: string) => id !== pusher.enrolmentId;
      expect(given.filter(others)).toEqual(inOrder.filter(others));
    }
  });

  it("and a person of the list who presses again never wait for each other: the request is locked before the code", async () => {
    const member = await wait();
    await fill(1);
    const { id } = await requestOf(member);
    const job = await database.pool.connect();
    try {
      await job.query("BEGIN");
      await job.query("SELECT 1 FROM requests WHERE id = $1 FOR UPDATE", [id]);
      const press = ask(member);
      await expect.poll(countBlocked, { timeout: 5000 }).toBe(1);
      const { rows } = await job.query("SELECT outcome FROM claim_code($1, $2, NULL)", [offer.id, member.enrolmentId]);
      expect(rows).toEqual([{ outcome: "allocated" }]);
      await job.query("COMMIT");
      expect(await press).toBe("already-yours");
    } finally {
      job.release();
    }
  });

  it("of every list leaves alone what cannot be served: no code, a course that is over, a batch that is", async () => {
    await wait();
    await newOffer();
    await wait();
    await buildBatch(database.prisma, { offer, codes: 1, expiresAt: new Date(Date.now() - 1000) });
    await newOffer();
    const hopeful = await wait();
    await database.prisma.course.update({ where: { id: course.id }, data: { archivedAt: new Date() } });
    await fill(1);
    expect(await serveEveryList({ pool: database.pool })).toBe(0);
    await database.prisma.course.update({ where: { id: course.id }, data: { archivedAt: null } });
    expect(await serveEveryList({ pool: database.pool })).toBe(1);
    expect(await holders()).toEqual([hopeful.enrolmentId]);
  });
});

describe("the place on the list", () => {
  it("is told to the participant, and counts nobody who has gone", async () => {
    const [first, removed, third, fourth] = [await wait(), await wait(), await wait(), await wait()];
    await setRemoved(removed, new Date());
    const sentence = async (member: OfferMember) => (await readOffer({ pool: database.pool, proof: member }))?.sentence;
    expect(await sentence(first)).toContain("Nobody is before you.");
    expect(await sentence(third)).toContain("1 person is before you.");
    expect(await sentence(fourth)).toContain("2 people are before you.");
    await leave(first);
    expect(await sentence(fourth)).toContain("1 person is before you.");
  });

  it("is shown to staff with the time of waiting, page by page and for whom they look", async () => {
    const { prisma } = database;
    await database.pool.query(
      `WITH people AS (
         INSERT INTO enrolments (id, course_id, email, name)
         SELECT uuid7(), $1::uuid, 'queue-' || n || '-' || $2 || '@example.org', 'Person ' || n FROM generate_series(1, 130) n RETURNING id, name)
       INSERT INTO requests (id, course_id, offer_id, enrolment_id, state, created_at, waiting_at)
       SELECT uuid7(), $1::uuid, $2::uuid, id, 'WAITING', now() + substring(name FROM 8)::int * interval '1 s', now() FROM people`,
      [course.id, offer.id],
    );
    const list = (more: { search?: string; after?: string }) =>
      listRequests({ prisma, proof: staff, asked: "waiting", search: "", ...more });
    const first = await list({});
    const second = await list({ after: first?.next ?? "" });
    const rows = [...(first?.rows ?? []), ...(second?.rows ?? [])];
    expect(rows.map(({ name }) => name)).toEqual(Array.from({ length: 130 }, (_, n) => `Person ${n + 1}`));
    expect(rows.map(({ place }) => place)).toEqual(Array.from({ length: 130 }, (_, n) => n + 1));
    expect([first?.next === null, second?.next]).toEqual([false, null]);
    const found = await list({ search: "person 12" });
    expect(found?.rows.map(({ name, place }) => [name, place])[0]).toEqual(["Person 12", 12]);
    expect(found?.counts).toEqual({ pending: 0, waiting: 11, decided: 0 });
    expect((await list({ search: "%" }))?.rows).toEqual([]);
    expect(rows[0]?.waitingAt).toBeInstanceOf(Date);
  });
});

describe("whatever happens to a list", () => {
  type Step =
    | { do: "ask" | "serve" }
    | { do: "leave" | "decline" | "remove" | "return" | "approve"; who: number }
    | { do: "import"; codes: number };
  const who = fc.nat({ max: 11 });
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 5, arbitrary: fc.constant<Step>({ do: "ask" }) },
    { weight: 2, arbitrary: fc.constant<Step>({ do: "serve" }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("import" as const), codes: fc.integer({ min: 1, max: 3 }) }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constantFrom("leave", "decline", "remove", "return", "approve" as const), who }),
    },
  );

  it("codes are given in the order of asking, to those who still wait", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24 }), async (steps) => {
        await newOffer();
        const model = new Model();
        for (const step of steps) await take(step, model);
        await Promise.all([serve(), serve()]);
        model.serve();
        expect(await holders()).toEqual(model.served);
      }),
      { numRuns: 40 },
    );
  });

  async function take(step: Step, model: Model): Promise<void> {
    if (step.do === "ask") {
      const member = await join();
      model.ask(member);
      await ask(member);
    } else if (step.do === "import") {
      model.codes += step.codes;
      await fill(step.codes);
    } else if (step.do === "serve") {
      model.serve();
      await serve();
    } else if ("who" in step) {
      const line = model.lines[step.who];
      if (line) await happen(step.do, line, model);
    }
  }

  async function happen(what: "leave" | "decline" | "remove" | "return" | "approve", line: Line, model: Model) {
    if (what === "leave" && line.state === "waits") {
      line.state = "left";
      await leave(line.member);
    } else if (what === "decline" && line.state === "waits") {
      line.state = "declined";
      await decline(line.member);
    } else if (what === "approve" && line.state === "declined" && line.isHere) {
      // A change of mind gives the old place back.
      line.state = "waits";
      if (model.isNext(line)) model.serve(1);
      await approve(line.member);
    } else if (what === "remove" || what === "return") {
      line.isHere = what === "return";
      await setRemoved(line.member, line.isHere ? null : new Date());
    }
  }
});

type Line = { member: OfferMember; state: "waits" | "left" | "declined" | "served"; isHere: boolean };

/** What should happen, in as few words as possible. */
class Model {
  lines: Line[] = [];
  served: string[] = [];
  codes = 0;

  ask(member: OfferMember): void {
    const mayHaveOne = this.codes > 0 && !this.next();
    this.lines.push({ member, state: "waits", isHere: true });
    if (mayHaveOne) this.serve(1);
  }

  serve(most = Number.POSITIVE_INFINITY): void {
    for (let given = 0; given < most && this.codes > 0; given += 1) {
      const line = this.next();
      if (!line) return;
      line.state = "served";
      this.codes -= 1;
      this.served.push(line.member.enrolmentId);
    }
  }

  isNext(line: Line): boolean {
    return this.next() === line;
  }

  private next(): Line | undefined {
    return this.lines.find(({ state, isHere }) => state === "waits" && isHere);
  }
}
