/** Something in the tree that the house rules of docs/architecture.md do not allow, with a sentence on what to do. */
export type Violation = {
  /** Name of the rule, in kebab-case. */
  rule: string;
  /** From the root, with slashes. */
  path: string;
  /** From 1; left out where the file as a whole is meant. */
  line?: number;
  sentence: string;
};
