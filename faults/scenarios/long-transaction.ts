import type pg from "pg";
import { claimCode } from "@/features/credits/commands";
import { buildBatch } from "@/prisma/factories/build-batch";
import { buildCourse, buildOffer, nextNumber } from "@/prisma/factories/build-course";
import { createDatabase } from "@/server/db";
import { openStage, type Stage } from "../open-stage";
import type { Scenario } from "../scenario";

const CLAIMS = 6_000;
/** For each code that is left, so many went before, on the same day: after the transaction had begun, so that nothing of them is tidied away. */
const GONE = 20;
const CALLERS = 16;
const PAIRS = 3;
const BAR = 2;

/**
 * Somebody's report holds a REPEATABLE READ transaction open while people claim, so that nothing dead is tidied away. The 99th percentile
 * of a claim stays below twice what it is without. Medians of three runs each, in turn. It measures time, so it is in the long form only.
 * Control: the claim takes the head of the pool and not a random place in it, and walks over all that went before.
 */
export const longTransaction: Scenario = {
  title: "a long transaction held during a claim load (T6)",
  short: false,
  control: true,
  async run({ say, isControl, folder }) {
    const stage = await openStage({ folder, name: "long-transaction" });
    const claims = createDatabase({ url: stage.portalUrl, connections: CALLERS });
    stage.cleanups.push(() => claims.prisma.$disconnect().then(() => claims.pool.end()));
    try {
      if (isControl) await takeTheHead(stage.pool);
      const [without, held]: [number[], number[]] = [[], []];
      await measure({ stage, pool: claims.pool });
      for (let pair = 1; pair <= PAIRS; pair += 1) {
        without.push(await measure({ stage, pool: claims.pool }));
        const reader = await stage.pool.connect();
        await reader.query("BEGIN ISOLATION LEVEL REPEATABLE READ");
        await reader.query("SELECT count(*) FROM allocations");
        held.push(await measure({ stage, pool: claims.pool }));
        await reader.query("ROLLBACK");
        reader.release();
        say(`pair ${pair} of ${PAIRS}: ${without.at(-1)?.toFixed(1)} ms, held ${held.at(-1)?.toFixed(1)} ms`);
      }
      const ratio = median(held) / median(without);
      const figures = {
        "p99 ms": median(without).toFixed(1),
        "p99 held ms": median(held).toFixed(1),
        ratio: ratio.toFixed(2),
      };
      const rule = `the 99th percentile under twice what it was: ${ratio.toFixed(2)}`;
      return { figures, violations: ratio < BAR ? [] : [{ rule, count: 1, example: "" }] };
    } finally {
      await stage.close();
    }
  },
};

async function takeTheHead(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ definition: string }>(
    "SELECT pg_get_functiondef('lock_available_code(uuid)'::regprocedure) AS definition",
  );
  await pool.query((rows[0]?.definition ?? "").replace("floor(random() * v_batch.size)", "0"));
}

/** Milliseconds below which 99 of 100 claims from a fresh pool were answered. */
async function measure({ stage: { prisma }, pool }: { stage: Stage; pool: pg.Pool }): Promise<number> {
  const course = await buildCourse(prisma);
  const offer = await buildOffer(prisma, { courseId: course.id });
  const batch = await buildBatch(prisma, { offer, codes: CLAIMS, size: CLAIMS * GONE });
  await prisma.$executeRaw`UPDATE codes SET slot = slot * ${GONE} WHERE batch_id = ${batch.id}::uuid`;
  await prisma.$executeRaw`
    INSERT INTO codes (id, course_id, offer_id, batch_id, slot, ciphertext, key_id, fingerprint)
    SELECT uuid7(), course_id, offer_id, batch_id, slot + n, ciphertext, key_id, sha256(uuid7()::text::bytea)
    FROM codes CROSS JOIN generate_series(1, ${GONE - 1}) n WHERE batch_id = ${batch.id}::uuid`;
  await prisma.$executeRaw`UPDATE codes SET state = 'WITHDRAWN' WHERE batch_id = ${batch.id}::uuid AND slot % ${GONE} <> 0`;
  const people = await prisma.enrolment.createManyAndReturn({
    data: Array.from({ length: CLAIMS }, () => ({ courseId: course.id, email: `long-${nextNumber()}@example.org` })),
    select: { id: true },
  });
  const took: number[] = [];
  const caller = async () => {
    for (let one = people.pop(); one; one = people.pop()) {
      const began = performance.now();
      await claimCode({ pool, proof: { offerId: offer.id, enrolmentId: one.id, userId: null } });
      took.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return took.toSorted((one, other) => one - other)[Math.floor(took.length * 0.99)] ?? Number.NaN;
}

function median(figures: readonly number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
