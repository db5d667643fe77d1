import { setTimeout as delay } from "node:timers/promises";
import { ask, type Heard, readForm } from "./ask";
import type { Told, Violation } from "./check";
import type { Claimant } from "./enrol-people";

/** People who claim through portals, with a log of what each was told. */
export type Crowd = ReturnType<typeof createCrowd>;

/** Together longer than everything that bounds a wait in the portal, and than PostgreSQL's way back. */
const MOST_TRIES = 60;
const BETWEEN_TRIES = 500;
/** When so many have never been answered, nobody will be. */
const MOST_IN_VAIN = 2;

/** `urls` are the portals; each claim goes to one of them in turn. */
export function createCrowd({ urls }: { urls: readonly string[] }) {
  const heard = new Map<string, Heard["answer"]>();
  const log: Told[] = [];
  const figures = { claims: 0, allocated: 0, waiting: 0, refused: 0, unknown: 0, "answered 503": 0, settled: 0 };
  const violations: Violation[] = [];
  let fields: [string, string][] | undefined;
  let turn = 0;

  const nextUrl = () => urls[turn++ % urls.length] ?? "";
  const note = (claimant: Claimant, { answer, status, complaint }: Heard) => {
    if (status === 503) figures["answered 503"] += 1;
    if (complaint) violations.push({ rule: complaint, count: 1, example: `${claimant.path} ${status}` });
    const before = heard.get(claimant.enrolmentId);
    if (before && before !== "unknown" && answer !== "unknown" && before !== answer) {
      violations.push({ rule: `told "${before}" and later "${answer}"`, count: 1, example: claimant.enrolmentId });
    }
    if (answer === "unknown") return;
    heard.set(claimant.enrolmentId, answer);
    log.push({ ...claimant, answer });
  };

  /** Everybody claims once, so many at a time. `onAnswer` hears how many have been answered so far, whatever it was. */
  async function claimAll({
    claimants,
    atOnce,
    onAnswer = () => undefined,
  }: {
    claimants: readonly Claimant[];
    atOnce: number;
    onAnswer?: (answered: number) => void;
  }): Promise<void> {
    const [first] = claimants;
    fields ??= first && (await readForm({ url: nextUrl(), claimant: first }));
    const queue = [...claimants];
    let answered = 0;
    const claimant = async () => {
      for (let one = queue.shift(); one; one = queue.shift()) {
        const said = await ask({ url: nextUrl(), claimant: one, fields: fields ?? [] });
        figures.claims += 1;
        figures[said.answer] += 1;
        if (said.answer === "unknown") heard.set(one.enrolmentId, "unknown");
        note(one, said);
        answered += 1;
        onAnswer(answered);
        // Who finds nobody there comes back a moment later, as a person does: otherwise the queue would be used up on a dead portal.
        if (said.status === 0) await delay(20);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, claimant));
  }

  /** Everybody who does not know asks again until they do. */
  async function settle(claimants: readonly Claimant[]): Promise<void> {
    const open = claimants.filter(({ enrolmentId }) => heard.get(enrolmentId) === "unknown");
    let inVain = 0;
    for (const claimant of open) {
      for (let tries = 0; heard.get(claimant.enrolmentId) === "unknown"; tries += 1) {
        if (tries === MOST_TRIES) {
          violations.push({ rule: "never answered, however often asked", count: 1, example: claimant.enrolmentId });
          inVain += 1;
          if (inVain === MOST_IN_VAIN) return;
          break;
        }
        if (tries > 0) await delay(BETWEEN_TRIES);
        note(claimant, await ask({ url: nextUrl(), claimant, fields: fields ?? [] }));
      }
      if (heard.get(claimant.enrolmentId) !== "unknown") figures.settled += 1;
    }
  }

  return { claimAll, settle, log, figures, violations };
}
