import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join, resolve } from "node:path";
import { createCrowd } from "../crowd";
import { enrolPeople } from "../enrol-people";
import { judge } from "../judge-round";
import { openStage, type Stage } from "../open-stage";
import type { Scenario } from "../scenario";
import { startPortal } from "../start-portal";

/**
 * The disk under the database is full while people claim: PostgreSQL says 53100 in the middle of a claim. Where root may mount one, the
 * tables of the claim stand on a small file system that is filled up (a true ENOSPC); elsewhere a trigger raises the same error.
 */
export const fullDisk: Scenario = {
  title: "a full disk under the database (T5)",
  short: false,
  control: true,
  async run({ rounds, people, say, isControl, ...surroundings }) {
    const stage = await openStage({ folder: surroundings.folder, name: "full-disk" });
    try {
      const disk = await openDisk({ stage, folder: surroundings.folder });
      const portal = await startPortal({
        surroundings: { ...surroundings },
        name: "full-disk",
        databaseUrl: stage.portalUrl,
        isCareless: isControl,
      });
      stage.cleanups.push(portal.stop);
      const crowd = createCrowd({ urls: [portal.url] });
      for (let round = 1; round <= Math.min(rounds, 3); round += 1) {
        const { claimants } = await enrolPeople({ prisma: stage.prisma, people: people * 3 });
        await disk.fill();
        await crowd.claimAll({ claimants, atOnce: 16 });
        const refused = crowd.figures["answered 503"];
        await disk.empty();
        await crowd.settle(claimants);
        say(`round ${round}: ${refused} times 503 so far, then room again`);
      }
      const outcome = await judge({ stage, crowd, more: { disk: disk.kind } });
      if (crowd.figures["answered 503"] === 0) {
        outcome.violations.push({ rule: "the disk was never full", count: 1, example: disk.kind });
      }
      return outcome;
    } finally {
      await stage.close();
    }
  },
};

type Disk = {
  kind: string;
  fill: () => Promise<void>;
  empty: () => Promise<void>;
};

const TABLES = ["requests", "allocations", "audit_events", "outbox_jobs"];

async function openDisk({ stage, folder }: { stage: Stage; folder: string }): Promise<Disk> {
  const place = resolve(join(folder, "full-disk/small"));
  mkdirSync(place, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=4m", "bursar-faults", place], { stdio: "ignore" });
  } catch {
    return raiseInstead(stage);
  }
  const giveBack = () => execFileSync("umount", [place]);
  try {
    mkdirSync(join(place, "tablespace"), { mode: 0o700 });
    await stage.pool.query(`CREATE TABLESPACE small LOCATION '${join(place, "tablespace")}'`);
  } catch {
    giveBack();
    return raiseInstead(stage);
  }
  stage.afterwards.push(giveBack);
  for (const table of TABLES) await stage.pool.query(`ALTER TABLE ${table} SET TABLESPACE small`);
  const filler = join(place, "filler");
  return {
    kind: "a tmpfs of 4 MB, filled up (ENOSPC)",
    fill: async () => fillUp(filler),
    empty: async () => rmSync(filler, { force: true }),
  };
}

function fillUp(filler: string): void {
  const file = openSync(filler, "w");
  const piece = Buffer.alloc(4096);
  try {
    for (;;) writeSync(file, piece);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
  } finally {
    closeSync(file);
  }
}

/** The last write but one of a claim fails for some, as it does when a page of a table is full. */
async function raiseInstead({ pool }: Stage): Promise<Disk> {
  await pool.query(`CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF random() < 0.6 THEN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END IF;
    RETURN NEW;
  END $$`);
  return {
    kind: "no right to mount one here: SQLSTATE 53100 raised by a trigger",
    fill: async () => {
      await pool.query(
        "CREATE TRIGGER full_disk BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION full_disk()",
      );
    },
    empty: async () => {
      await pool.query("DROP TRIGGER full_disk ON audit_events");
    },
  };
}
