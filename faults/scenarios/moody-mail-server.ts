import { setTimeout as delay } from "node:timers/promises";
import type { Violation } from "../check";
import { createCrowd } from "../crowd";
import { type Claimant, enrolPeople } from "../enrol-people";
import { judge } from "../judge-round";
import { openStage, type Stage } from "../open-stage";
import type { Scenario } from "../scenario";
import { type Mood, startMoodyMailServer } from "../start-moody-mail-server";
import { startPortal } from "../start-portal";

const MOODS: Mood[] = ["hangs", "busy", "dies", "refuses"];

/**
 * People claim while the mail server hangs, puts off, dies with the mail in its hands, or refuses. Claims go on; then the server is
 * well, and everybody has exactly one mail, but for those refused (recorded, not sent) and those whose mail the dying server had taken.
 * Control: what was tried once is never tried again, as a portal does that sends where it should queue.
 */
export const moodyMailServer: Scenario = {
  title: "a mail server that hangs, puts off, dies or refuses (T5)",
  short: false,
  control: true,
  async run({ people, say, isControl, ...surroundings }) {
    const stage = await openStage({ folder: surroundings.folder, name: "moody-mail-server" });
    try {
      const mail = await startMoodyMailServer();
      stage.cleanups.push(mail.stop);
      const portal = await startPortal({
        surroundings,
        name: "moody-mail-server",
        databaseUrl: stage.portalUrl,
        smtpUrl: mail.url,
      });
      stage.cleanups.push(portal.stop);
      const crowd = createCrowd({ urls: [portal.url] });
      const found: Violation[] = [];
      const figures: Record<string, number> = {};
      for (const mood of MOODS) {
        mail.change(mood);
        mail.arrivals.length = 0;
        const { claimants } = await enrolPeople({ prisma: stage.prisma, people: Math.ceil(people / 4) });
        const unknown = crowd.figures.unknown;
        await crowd.claimAll({ claimants, atOnce: 16 });
        if (crowd.figures.unknown > unknown)
          found.push({ rule: `a claim held up by a mail server that ${mood}`, count: 1, example: "" });
        await waitUntil({ stage, isSo: mood === "hangs" ? ONE_TRIED : mood === "refuses" ? ALL_GONE : ALL_TRIED });
        if (isControl) await stage.pool.query(FORGET);
        mail.change("well");
        await waitUntil({ stage, isSo: ALL_GONE });
        found.push(...(await judgeMails({ stage, mood, claimants, arrivals: mail.arrivals })));
        figures[mood] = mail.arrivals.length;
        say(`${mood}: ${claimants.length} people, ${mail.arrivals.length} mails in the end`);
      }
      const outcome = await judge({ stage, crowd, mails: "sent", more: figures });
      return { ...outcome, violations: [...found, ...outcome.violations] };
    } finally {
      await stage.close();
    }
  },
};

const ONE_TRIED = "SELECT EXISTS (SELECT 1 FROM graphile_worker.jobs WHERE attempts > 0) AS so";
const ALL_TRIED = `SELECT NOT EXISTS (SELECT 1 FROM outbox_jobs) AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs WHERE attempts = 0) AS so`;
const ALL_GONE = `SELECT NOT EXISTS (SELECT 1 FROM outbox_jobs) AND NOT EXISTS (
  SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'send-credit-mail') AS so`;

const FORGET = `SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs
  WHERE task_identifier = 'send-credit-mail' AND locked_at IS NULL`;

/** Waits for the queue to come so far; what waits for its next turn is brought forward, so that nobody sits out the worker's pauses. */
async function waitUntil({ stage, isSo }: { stage: Stage; isSo: string }): Promise<void> {
  for (let looks = 0; looks < 600; looks += 1) {
    const { rows } = await stage.pool.query<{ so: boolean }>(isSo);
    if (rows[0]?.so) return;
    if (isSo === ALL_GONE) {
      await stage.pool.query(
        "SELECT graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) FROM graphile_worker.jobs WHERE locked_at IS NULL AND run_at > now()",
      );
    }
    await delay(500);
  }
  throw new Error("the queue of mails did not come to its end within five minutes");
}

async function judgeMails({
  stage,
  mood,
  claimants,
  arrivals,
}: {
  stage: Stage;
  mood: Mood;
  claimants: Claimant[];
  arrivals: { to: string; messageId: string; isAcknowledged: boolean }[];
}): Promise<Violation[]> {
  const ids = claimants.map(({ enrolmentId }) => enrolmentId);
  const { rows } = await stage.pool.query<{ email: string; refused: number }>(
    `SELECT e.email, (SELECT count(*)::int FROM deliveries d WHERE d.enrolment_id = e.id AND d.state = 'REFUSED') AS refused
     FROM enrolments e JOIN requests r ON r.enrolment_id = e.id WHERE e.id = ANY($1::uuid[])`,
    [ids],
  );
  const rule = (what: string, wrong: { email: string }[]) =>
    wrong.length === 0 ? [] : [{ rule: `${mood}: ${what}`, count: wrong.length, example: wrong[0]?.email ?? "" }];
  const sentTo = (email: string) => arrivals.filter(({ to }) => to === email);
  if (mood === "refuses") {
    return [
      ...rule(
        "a refusal not recorded once",
        rows.filter(({ refused }) => refused !== 1),
      ),
      ...rule(
        "sent all the same",
        rows.filter(({ email }) => sentTo(email).length > 0),
      ),
    ];
  }
  return [
    ...rule(
      "no mail",
      rows.filter(({ email }) => sentTo(email).every(({ isAcknowledged }) => !isAcknowledged)),
    ),
    ...rule(
      "acknowledged twice",
      rows.filter(({ email }) => sentTo(email).filter(({ isAcknowledged }) => isAcknowledged).length > 1),
    ),
    ...rule(
      "the same mail under two names",
      rows.filter(({ email }) => new Set(sentTo(email).map(({ messageId }) => messageId)).size > 1),
    ),
  ];
}
