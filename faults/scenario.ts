import type { Violation } from "./check";
import type { Random } from "./random";

/** What a scenario is given. */
export type Surroundings = {
  /** How often it breaks something. */
  rounds: number;
  /** People who claim in each round. */
  people: number;
  random: Random;
  /** The built portal, as Next's distDir. */
  build: string;
  /** A folder of this run's own, for clusters and logs. */
  folder: string;
  /** True: without the protection, so that the checker must find something. */
  isControl: boolean;
  /** Shows progress. */
  say: (line: string) => void;
};

export type Outcome = { figures: Record<string, string | number>; violations: Violation[] };

export type Scenario = {
  /** With the number of the threat, as in a test's title. */
  title: string;
  /** Whether npm test runs it, too. */
  short: boolean;
  /** Whether it knows a way to take its protection out. */
  control: boolean;
  run: (surroundings: Surroundings) => Promise<Outcome>;
};
