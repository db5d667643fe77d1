const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Whose attempts are counted together: a person's account (while signing in, the address that was typed, in one network or known browser), or a network address. */
export type By = "account" | "address";

type Limit = {
  /** In this order, and what one refuses the next does not count. */
  rules: readonly [by: By, attempts: number, seconds: number][];
  /** For people: "Too many attempts at …". */
  doing: string;
  /** Set where nothing may happen uncounted: when the count cannot be had, the attempt fails. Elsewhere this process counts alone. */
  failsClosed?: true;
};

/**
 * What is limited, and how much of it somebody may do (T17). Whole lecture halls come from one network address: 500 people who sign in,
 * reveal and mistype within the same minute stay far under every number for an address. The claim has none: the database decides it, and asking
 * again is a read. Signing in counts the network first, so that invented addresses do not each leave a row; whoever is signed in is
 * counted by account first, so that one person cannot use up what their neighbours share. Reasons: docs/decisions/0026.
 */
export const LIMITS = {
  "sign-in-mail": {
    rules: [
      ["address", 1500, 10 * MINUTE],
      ["account", 20, HOUR],
    ],
    doing: "asking for a sign-in mail",
  },
  "sign-in-code": {
    rules: [
      ["address", 3000, 10 * MINUTE],
      ["account", 50, HOUR],
    ],
    doing: "typing a code to sign in",
  },
  confirm: {
    rules: [
      ["account", 40, HOUR],
      ["address", 400, HOUR],
    ],
    doing: "confirming who you are",
  },
  reveal: {
    rules: [
      ["account", 60, HOUR],
      ["address", 3000, 10 * MINUTE],
    ],
    doing: "revealing a code",
  },
  report: {
    rules: [
      ["account", 20, HOUR],
      ["address", 1500, HOUR],
    ],
    doing: "reporting a code",
  },
  import: {
    rules: [
      ["account", 120, HOUR],
      ["address", 600, HOUR],
    ],
    doing: "importing a list",
  },
  upload: {
    rules: [
      ["account", 120, HOUR],
      ["address", 600, HOUR],
    ],
    doing: "uploading a file",
  },
  export: {
    rules: [
      ["account", 120, HOUR],
      ["address", 600, HOUR],
    ],
    doing: "downloading a list",
  },
  "show-code": {
    rules: [
      ["account", 30, HOUR],
      ["address", 300, HOUR],
    ],
    doing: "looking at participants’ codes",
    failsClosed: true,
  },
  "search-code": {
    rules: [
      ["account", 120, HOUR],
      ["address", 600, HOUR],
    ],
    doing: "searching by a code",
  },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;

/** The same, as one looks it up by name. */
export function limitOf(name: LimitName): Limit {
  return LIMITS[name];
}

/** Whether there is a limit of that name: addresses of pages name one. */
export function isLimit(name: unknown): name is LimitName {
  return typeof name === "string" && Object.hasOwn(LIMITS, name);
}
