import { createCrowd } from "../crowd";
import { enrolPeople } from "../enrol-people";
import { judge } from "../judge-round";
import { openStage } from "../open-stage";
import type { Scenario } from "../scenario";
import { startPortal } from "../start-portal";

/** Two portals on one database; in each round one of them, or both, are killed at a random moment among the claims, and started again. */
export const killPortals: Scenario = {
  title: "portals killed by kill -9 in mid-claim (T3)",
  short: true,
  control: true,
  async run({ rounds, people, random, say, isControl, ...surroundings }) {
    const stage = await openStage({ folder: surroundings.folder, name: "kill-portals" });
    try {
      const open = async (name: string) => {
        const databaseUrl = stage.portalUrl;
        const portal = await startPortal({
          surroundings: { ...surroundings },
          name,
          databaseUrl,
          isCareless: isControl,
        });
        stage.cleanups.push(portal.stop);
        return portal;
      };
      const portals = [await open("kill-portals-1"), await open("kill-portals-2")];
      const crowd = createCrowd({ urls: portals.map(({ url }) => url) });
      let kills = 0;
      for (let round = 1; round <= rounds; round += 1) {
        const { claimants } = await enrolPeople({ prisma: stage.prisma, people });
        const victims = random.pick([portals.slice(0, 1), portals.slice(1), portals]);
        const moment = random.whole(1, Math.floor(people * 0.7));
        let restarts: Promise<unknown> | undefined;
        const onAnswer = (answered: number) => {
          if (answered !== moment) return;
          kills += victims.length;
          restarts = Promise.all(victims.map((portal) => portal.kill().then(portal.start)));
        };
        await crowd.claimAll({ claimants, atOnce: 16, onAnswer });
        await restarts;
        await crowd.settle(claimants);
        say(`round ${round} of ${rounds}: ${victims.length} killed after ${moment} of ${people} answers`);
      }
      return await judge({ stage, crowd, more: { rounds, kills } });
    } finally {
      await stage.close();
    }
  },
};
