import { judgeFault } from "../ask";
import type { Violation } from "../check";
import { createCrowd } from "../crowd";
import { type Claimant, enrolPeople } from "../enrol-people";
import { judge } from "../judge-round";
import { openStage } from "../open-stage";
import type { Scenario } from "../scenario";
import { startPortal } from "../start-portal";
import { startProxy } from "../start-proxy";

/**
 * Between portal and PostgreSQL stands a proxy: first it holds every piece up by 50 to 500 ms, with few connections and many people, so that
 * the pool runs dry; then it breaks all connections again and again; then nobody is there at all.
 */
export const slowDatabase: Scenario = {
  title: "a slow database, a dry pool, cut connections (T5)",
  short: true,
  control: true,
  async run({ rounds, people, random, say, isControl, ...surroundings }) {
    const stage = await openStage({ folder: surroundings.folder, name: "slow-database" });
    try {
      const proxy = await startProxy({ to: stage.port, random });
      stage.cleanups.push(proxy.stop);
      const databaseUrl = stage.portalUrl.replace(`:${stage.port}/`, `:${proxy.port}/`);
      const portal = await startPortal({
        surroundings: { ...surroundings },
        name: "slow-database",
        databaseUrl,
        isCareless: isControl,
        settings: { DATABASE_POOL: "3" },
      });
      stage.cleanups.push(portal.stop);
      const crowd = createCrowd({ urls: [portal.url] });

      const slow = await enrolPeople({ prisma: stage.prisma, people });
      await crowd.claimAll({ claimants: slow.claimants.slice(0, 1), atOnce: 1 });
      proxy.delayBy({ least: 50, most: 500 });
      await crowd.claimAll({ claimants: slow.claimants.slice(1), atOnce: people });
      proxy.delayBy(null);
      await crowd.settle(slow.claimants);
      say(`slow: ${people} people at once, ${crowd.figures["answered 503"]} times 503`);

      let cuts = 0;
      for (let round = 1; round <= rounds; round += 1) {
        const { claimants } = await enrolPeople({ prisma: stage.prisma, people });
        const moments = new Set(Array.from({ length: 6 }, () => random.whole(1, people - 1)));
        const onAnswer = (answered: number) => {
          if (moments.has(answered)) cuts += proxy.cut();
        };
        await crowd.claimAll({ claimants, atOnce: 16, onAnswer });
        await crowd.settle(claimants);
        say(`round ${round} of ${rounds}: cut ${moments.size} times`);
      }

      const { claimants } = await enrolPeople({ prisma: stage.prisma, people: 2 });
      proxy.shut(true);
      const gone = isControl ? [] : await readWithout({ url: portal.url, claimants });
      proxy.shut(false);
      const outcome = await judge({ stage, crowd, more: { rounds, "connections cut": cuts } });
      return { ...outcome, violations: [...gone, ...outcome.violations] };
    } finally {
      await stage.close();
    }
  },
};

/** What participants see where there is no database: a page at the very address, which says so with 503. */
async function readWithout({ url, claimants }: { url: string; claimants: Claimant[] }): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const { path, cookie } of claimants) {
    for (const page of [path, "/courses", `${path}/handout.pdf`, "/courses/my-data.json"]) {
      const response = await fetch(url + page, { headers: { cookie }, redirect: "manual" });
      const complaint = judgeFault({ response, text: await response.text() });
      if (complaint) found.push({ rule: `without a database: ${complaint}`, count: 1, example: page });
    }
  }
  return found;
}
