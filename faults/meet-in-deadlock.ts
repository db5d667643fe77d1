import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";

/** Two advisory locks: the statement holds the one and asks for the other, which a second transaction holds that asks for the first. */
const [STATEMENTS, OTHERS] = [4_001, 4_002];

const LOCK = `FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  WHERE l.locktype = 'advisory' AND l.objid = ${STATEMENTS}`;
const HELD = `SELECT 1 ${LOCK} AND l.granted`;

// The statement asks for the second lock only when the other transaction is seen to wait for it, so that the two truly wait for each other. It alone looks
// whether they do, and is therefore the one that PostgreSQL ends. A sequence forgets nothing of an attempt that was ended.
const PREPARE = `
  CREATE SEQUENCE deadlock_tries;
  CREATE FUNCTION meet_in_deadlock(p_deadlocks integer) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET deadlock_timeout = '20ms' AS $$
  DECLARE
    v_try bigint := nextval('public.deadlock_tries');
  BEGIN
    IF v_try > p_deadlocks THEN
      RETURN v_try;
    END IF;
    PERFORM pg_advisory_xact_lock(${STATEMENTS});
    WHILE NOT EXISTS (SELECT ${LOCK} AND NOT l.granted) LOOP
      PERFORM pg_sleep(0.005);
    END LOOP;
    PERFORM pg_advisory_xact_lock(${OTHERS});
    RETURN v_try;
  END $$;
  GRANT EXECUTE ON FUNCTION meet_in_deadlock(integer) TO PUBLIC`;

/** Makes `meet_in_deadlock(n)` in a test's database: a statement that calls it is ended by PostgreSQL for a deadlock, n times. */
export async function prepareDeadlocks(owner: pg.Pool): Promise<void> {
  await owner.query(PREPARE);
}

/** Runs a task whose statement calls `meet_in_deadlock(deadlocks)`, and answers with what came of it and how often it was begun. */
export async function withDeadlocks<Answer>({
  owner,
  deadlocks,
  task,
}: {
  owner: pg.Pool;
  deadlocks: number;
  task: () => Promise<Answer>;
}): Promise<{ answer: PromiseSettledResult<Answer>; tries: number }> {
  await owner.query("ALTER SEQUENCE deadlock_tries RESTART");
  const other = await owner.connect();
  // It never looks, so that it is never the one that is ended.
  await other.query("SET deadlock_timeout = '1h'");
  try {
    let isOver = false;
    const running = Promise.allSettled([task()]).finally(() => {
      isOver = true;
    });
    const isHeld = async () => (await owner.query(HELD)).rowCount === 1;
    for (let met = 0; met < deadlocks && !isOver; met += 1) {
      await other.query(`BEGIN; SELECT pg_advisory_xact_lock(${OTHERS})`);
      while (!isOver && !(await isHeld())) await delay(5);
      await other.query(`SELECT pg_advisory_xact_lock(${STATEMENTS})`);
      await other.query("COMMIT");
    }
    const [answer] = await running;
    const { rows } = await owner.query<{ tries: number }>(
      "SELECT CASE WHEN is_called THEN last_value::int ELSE 0 END AS tries FROM deadlock_tries",
    );
    return { answer, tries: rows[0]?.tries ?? 0 };
  } finally {
    other.release(true);
  }
}
