/** Who may open a page of a course: each word means the people named and nobody else. */
export type Right = keyof typeof MAY;

export const ROLES = ["anonymous", "participant", "assistant", "instructor", "elsewhere", "administrator"] as const;
/** `elsewhere` is an instructor of another course. */
export type Role = (typeof ROLES)[number];

export const MAY = {
  everybody: ROLES,
  "signed in": ["participant", "assistant", "instructor", "elsewhere", "administrator"],
  members: ["participant", "assistant", "instructor"],
  "members and administrators": ["participant", "assistant", "instructor", "administrator"],
  staff: ["assistant", "instructor", "administrator"],
  instructors: ["instructor", "administrator"],
  administrators: ["administrator"],
} as const satisfies Record<string, readonly Role[]>;

const participantOffer = "/courses/[course]/offers/[offer]";
const course = "/admin/courses/[course]";
const offer = `${course}/offers/[offer]`;

/** The right of every route of the build. A route without a line here fails the matrix. */
export const RIGHTS: Record<string, Right> = {
  "/": "everybody",
  "/help": "everybody",
  "/api/health/live": "everybody",
  "/api/health/ready": "everybody",
  "/trouble": "everybody",
  "/too-often": "everybody",
  "/sign-in": "everybody",
  "/sign-in/check-mail": "everybody",
  "/sign-in/confirm": "everybody",
  "/sign-in/leave": "everybody",

  "/security": "signed in",
  "/courses": "signed in",
  "/courses/my-data.json": "signed in",
  "/courses/[course]": "members",
  [participantOffer]: "members",
  [`${participantOffer}/code`]: "members",
  [`${participantOffer}/code/problem`]: "members",
  [`${participantOffer}/guide`]: "members",
  [`${participantOffer}/guide/[page]`]: "members",
  [`${participantOffer}/figures/[image]`]: "members and administrators",
  [`${participantOffer}/acknowledgement`]: "members",
  [`${participantOffer}/handout`]: "members",
  [`${participantOffer}/handout.pdf`]: "members",
  [`${participantOffer}/handout.png`]: "members",
  "/courses/[course]/attachments/[attachment]": "members and administrators",
  "/courses/[course]/attachments/[attachment]/file": "members and administrators",
  "/courses/[course]/attachments/[attachment]/thumbnail.png": "members and administrators",

  "/admin": "signed in",
  "/admin/confirm": "signed in",
  "/admin/courses/new": "administrators",
  [course]: "staff",
  [`${course}/edit`]: "instructors",
  [`${course}/open`]: "instructors",
  [`${course}/settings`]: "instructors",
  [`${course}/copy`]: "instructors",
  [`${course}/roster`]: "staff",
  [`${course}/roster/[enrolment]`]: "staff",
  [`${course}/roster/[enrolment]/forget`]: "instructors",
  [`${course}/roster/[enrolment]/data.json`]: "instructors",
  [`${course}/roster/import`]: "instructors",
  [`${course}/imports/[import]`]: "instructors",
  [`${course}/imports/[import]/undo`]: "instructors",
  [`${course}/imports/[import]/report.csv`]: "instructors",
  [`${course}/messages`]: "staff",
  [`${course}/messages/new`]: "staff",
  [`${course}/messages/[message]`]: "staff",
  [`${course}/attachments`]: "instructors",
  [`${course}/exports`]: "staff",
  [`${course}/exports/[file]`]: "staff",
  [`${course}/trail`]: "instructors",
  [`${course}/trail.csv`]: "instructors",
  [`${course}/report`]: "instructors",
  [`${course}/report.csv`]: "instructors",
  [`${course}/report.pdf`]: "instructors",
  [`${course}/offers/new`]: "instructors",
  [offer]: "staff",
  [`${offer}/edit`]: "instructors",
  [`${offer}/codes`]: "instructors",
  [`${offer}/requests`]: "staff",
  [`${offer}/requests/decline`]: "staff",
  [`${offer}/requests/all`]: "staff",
  [`${offer}/requests/acts/[decisions]`]: "staff",
  [`${offer}/questions`]: "instructors",
  [`${offer}/allocations`]: "staff",
  [`${offer}/allocations/[allocation]`]: "staff",
  [`${offer}/allocations/[allocation]/[act]`]: "instructors",
  [`${offer}/allocations/acts/[bulk]`]: "instructors",
  [`${offer}/allocations/chosen`]: "instructors",
  [`${offer}/allocations/give`]: "instructors",
  [`${offer}/allocations/give/confirm`]: "instructors",
  [`${offer}/reconcile`]: "instructors",
  [`${offer}/spares`]: "instructors",
  [`${offer}/guide`]: "instructors",
  [`${offer}/guide/about`]: "instructors",
  [`${offer}/guide/new`]: "instructors",
  [`${offer}/guide/pages/[page]`]: "instructors",
  [`${offer}/guide/pages/[page]/figure`]: "instructors",
  [`${offer}/guide/revisions`]: "instructors",
  [`${offer}/guide/compare`]: "instructors",
  [`${offer}/guide/update`]: "instructors",
};

/** Routes that the matrix cannot ask by a GET of its own; each says why. */
export const NOT_ASKED: Record<string, string> = {
  "/_global-error": "Next's own",
  "/_not-found": "Next's own",
  "/demonstration/mails": "exists in the demonstration only, for everybody",
  [`${course}/exports/codes`]: "answers a form and no GET; see e2e/instructor/exports.spec.ts",
  [`${course}/roster/import/upload`]: "takes files by POST; see e2e/instructor/imports.spec.ts",
  [`${offer}/codes/upload`]: "the same",
  "/api/auth/callback/oidc": "answers the provider's redirect; see e2e/sign-in/provider.spec.ts",
};

/** A path of that route; a parameter that is not given names something that does not exist. */
export function fillRoute(route: string, parameters: Record<string, string>): string {
  return route.replace(/\[(\w+)\]/g, (_, name: string) => parameters[name] ?? `no-${name}`);
}
