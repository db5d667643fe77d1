/**
 * Something about the machine or the settings that a person can put right. Its message is one or more whole
 * sentences (what is wrong, where, what to do) and is shown without a stack trace; the process then ends with 1.
 */
export class SetupProblem extends Error {
  override readonly name = "SetupProblem";
}

/** Prints a setup problem as its sentence and any other fault with its stack, and makes the process end with 1. */
export function reportFailure(error: unknown): void {
  console.error(error instanceof SetupProblem ? error.message : error);
  process.exitCode = 1;
}
