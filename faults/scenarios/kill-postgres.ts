import { readdirSync, readFileSync } from "node:fs";
import { createCrowd } from "../crowd";
import { enrolPeople } from "../enrol-people";
import { judge } from "../judge-round";
import { openStage } from "../open-stage";
import type { Scenario } from "../scenario";
import { startPortal } from "../start-portal";

/**
 * The postmaster and its children are killed at a random moment among the claims. The supervisor of npm start brings PostgreSQL back; the
 * portals are left alone and have to find it by themselves. Control: commits that do not wait for the disk, so that PostgreSQL itself says
 * "done" too early.
 */
export const killPostgres: Scenario = {
  title: "PostgreSQL and its children killed by kill -9 in mid-claim (T4)",
  short: true,
  control: true,
  async run({ rounds, people, random, say, isControl, ...surroundings }) {
    const stage = await openStage({ folder: surroundings.folder, name: "kill-postgres" });
    try {
      if (isControl) {
        await stage.pool.query("ALTER SYSTEM SET wal_writer_delay = '10s'");
        await stage.pool.query("SELECT pg_reload_conf()");
      }
      const databaseUrl = isControl ? `${stage.portalUrl}?options=-c%20synchronous_commit%3Doff` : stage.portalUrl;
      const open = async (name: string) => {
        const portal = await startPortal({ surroundings: { ...surroundings }, name, databaseUrl });
        stage.cleanups.push(portal.stop);
        return portal;
      };
      const portals = [await open("kill-postgres-1"), await open("kill-postgres-2")];
      const pids = portals.map(({ pid }) => pid());
      const crowd = createCrowd({ urls: portals.map(({ url }) => url) });
      let killed = 0;
      for (let round = 1; round <= rounds; round += 1) {
        const { claimants } = await enrolPeople({ prisma: stage.prisma, people });
        const moment = random.whole(1, Math.floor(people * 0.7));
        const isFirst = random.pick([true, false]);
        const onAnswer = (answered: number) => {
          if (answered === moment) killed += killServer({ postmaster: stage.postmaster(), isFirst });
        };
        await crowd.claimAll({ claimants, atOnce: 16, onAnswer });
        await crowd.settle(claimants);
        say(`round ${round} of ${rounds}: killed after ${moment} of ${people} answers`);
      }
      const outcome = await judge({ stage, crowd, more: { rounds, "processes killed": killed } });
      const ended = portals.filter(({ pid }, index) => pid() !== pids[index]).length;
      if (ended > 0) outcome.violations.push({ rule: "a portal ended with its database", count: ended, example: "" });
      return outcome;
    } finally {
      await stage.close();
    }
  },
};

/** Kills the postmaster and what it has started, in either order, and answers with how many that were. */
function killServer({ postmaster, isFirst }: { postmaster: number | undefined; isFirst: boolean }): number {
  if (postmaster === undefined) return 0;
  const children = listChildren(postmaster);
  const victims = isFirst ? [postmaster, ...children] : [...children, postmaster];
  return victims.filter((pid) => {
    try {
      return process.kill(pid, "SIGKILL");
    } catch {
      return false;
    }
  }).length;
}

function listChildren(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === parent)
    .map(Number);
}

function parentOf(pid: string): number | undefined {
  try {
    // Field 4 of stat, counted behind the name in parentheses, which may itself hold spaces.
    return Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]);
  } catch {
    return undefined;
  }
}
