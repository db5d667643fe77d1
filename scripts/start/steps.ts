/** The numbered steps on the screen (made by create-steps.mjs, which must run before anything is installed). */
export interface Steps {
  /**
   * Runs one step and shows its time. The task may `say` in a few words what it is at; a string that it answers with
   * is shown in place of "done in …".
   */
  run(title: string, task: (say: (detail: string) => void) => Promise<string | undefined>): Promise<void>;
}
