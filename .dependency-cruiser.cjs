// The arrows of docs/architecture.md. scripts/check-structure.test.ts plants a violation of each rule and expects it to be
// caught; a rule without such a plant fails that test.

const TEST = "[.](test|spec)[.]tsx?$";
const SRC = "^(app|features|content|components|server|lib|prisma|e2e|bench|faults|scripts)/";
const TYPES_ONLY = ["type-only"];
const APPLICATION = "^(app|features|content|components|server|lib)/|^(worker|watch|instrumentation|middleware)[.]ts$";

// A later feature may import an earlier one, never the reverse.
const FEATURES = ["audit", "courses", "roster", "offers", "credits", "guides", "messages", "reports"];

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });
const mustBeUsed = (name, comment, from, module) => ({ name, comment, severity: "error", from, module });

const order = FEATURES.slice(0, -1).map((noun, index) =>
  forbid(
    `order-${noun}`,
    `features/${noun} comes before ${FEATURES.slice(index + 1).join(", ")}: move the code to the later one, or the shared part down.`,
    { path: `^features/${noun}/` },
    { path: `^features/(${FEATURES.slice(index + 1).join("|")})/` },
  ),
);

module.exports = {
  forbidden: [
    forbid(
      "everything-resolves",
      "An import that leads nowhere would slip through every other rule. After a fresh clone: npm run generate.",
      { path: `${SRC}|^[^/]+[.]ts$` },
      { couldNotResolve: true },
    ),
    forbid(
      "packages-are-declared",
      "A package that only came with another can leave with it: name it in package.json.",
      { path: `${SRC}|^[^/]+[.]ts$` },
      { dependencyTypes: ["npm-no-pkg"] },
    ),
    forbid(
      "no-cycles",
      "Two files that need each other are one file, or miss a third.",
      { pathNot: "^prisma/generated/" },
      { circular: true },
    ),
    forbid(
      "nobody-imports-app",
      "app/ is the top: what others need belongs in features/ or components/.",
      { pathNot: "^app/" },
      { path: "^app/" },
    ),
    forbid(
      "composition-stays-at-the-top",
      "worker.ts and jobs.ts are put together at the top: only instrumentation.ts and scripts/ start the worker, only worker.ts knows every jobs.ts.",
      { path: "^(app|features|content|components|server|lib|middleware)", pathNot: TEST },
      { path: "^(worker|watch|instrumentation)[.]ts$|^features/.*/jobs[.]ts$" },
    ),
    forbid(
      "tools-stay-outside",
      "The portal runs without scripts/, bench/, faults/, e2e/ and the builders of prisma/factories.",
      { path: APPLICATION, pathNot: TEST },
      { path: "^(scripts|bench|faults|e2e|prisma/(factories|seed))" },
    ),
    forbid("nobody-imports-tests", "What a test shares goes into a file of its own.", {}, { path: TEST }),
    forbid(
      "no-development-packages",
      "The portal runs after an install without development packages.",
      { path: APPLICATION, pathNot: TEST },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: TYPES_ONLY, pathNot: "^node_modules/@types/" },
    ),
    forbid(
      "lib-is-a-leaf",
      "lib/ is pure and knows nobody.",
      { path: "^lib/", pathNot: TEST },
      { path: SRC, pathNot: "^lib/" },
    ),
    forbid(
      "server-knows-no-feature",
      "server/ is infrastructure: hand it what it needs, as worker.ts hands it the tasks.",
      { path: "^server/", pathNot: TEST },
      { path: SRC, pathNot: "^(server|lib|prisma/generated)/" },
    ),
    forbid(
      "components-know-no-feature",
      "components/ could ship in another product: give it plain properties.",
      { path: "^components/", pathNot: TEST },
      { path: SRC, pathNot: "^(components|lib)/" },
    ),
    forbid(
      "content-is-data",
      "A guide is data and imports only data and lib/.",
      { path: "^content/", pathNot: TEST },
      { path: SRC, pathNot: "^(content|lib)/" },
    ),
    forbid(
      "one-guide-ignores-the-others",
      "A provider's folder can be taken away without touching another's.",
      { path: "^content/guides/([^/]+)/" },
      { path: "^content/guides/[^/]+/", pathNot: "^content/guides/$1/" },
    ),
    forbid(
      "app-reads-through-loaders",
      "A page calls loaders.ts and renders components; a form calls actions.ts.",
      { path: "^app/", pathNot: TEST },
      {
        path: "^(features/.*/(queries|commands|rules|access|jobs)[.]ts$|features/.+/emails/|server/(db|jobs|mailer|crypto|blobs)[.]ts$|prisma/)",
      },
    ),
    forbid(
      "rules-are-pure",
      "rules.ts decides and schema.ts describes, without I/O: only lib/, content/, other rules and schemas, and zod.",
      { path: "^features/.*/(rules|schema)[.]ts$" },
      { pathNot: "^(lib/|content/|features/.*/(rules|schema)[.]ts$|node_modules/zod/)" },
    ),
    forbid(
      "components-call-actions-only",
      "A component renders what it is given and calls actions.ts; of queries.ts and loaders.ts it may know the view types.",
      { path: "^features/.+/components/", pathNot: TEST },
      {
        path: "^(server/|prisma/|features/.*/(queries|commands|loaders|access|jobs)[.]ts$|features/.+/emails/)",
        dependencyTypesNot: TYPES_ONLY,
      },
    ),
    forbid(
      "templates-are-given-everything",
      "A mail and a PDF are made from plain view types; whoever renders them asks the database.",
      { path: "^features/.+/(emails|pdf)/", pathNot: TEST },
      {
        path: "^(server/(db|jobs|mailer|action|loader|auth)|prisma/|features/.*/(queries|commands|loaders|actions|access|jobs)[.]ts$)",
        dependencyTypesNot: TYPES_ONLY,
      },
    ),
    forbid(
      "database-is-opened-at-the-doors",
      "access.ts, loaders.ts, actions.ts and jobs.ts open the database and hand it on; queries.ts and commands.ts are given it.",
      { path: "^features/", pathNot: ["/(queries|commands|access|loaders|actions|jobs)[.]ts$", TEST] },
      { path: "^server/db[.]ts$", dependencyTypesNot: TYPES_ONLY },
    ),
    forbid(
      "prisma-behind-queries-and-commands",
      "Only queries.ts and commands.ts speak Prisma; everybody else gets view types.",
      { path: "^(features|app|components|lib|content)/", pathNot: ["^features/.*/(queries|commands)[.]ts$", TEST] },
      { path: "^(prisma/generated/|node_modules/(@prisma|pg)/)", dependencyTypesNot: TYPES_ONLY },
    ),
    forbid(
      "core-never-reads-the-request",
      "queries.ts and commands.ts never see the session or the request, so that jobs, scripts and tests call them too. Ending sessions is a write and allowed.",
      { path: "^features/.*/(queries|commands)[.]ts$" },
      {
        path: "(^node_modules/next/|^node_modules/next-auth/|^server/(action|loader)[.]ts$|^server/auth/(?!end-sessions|address)|/(actions|loaders)[.]ts$)",
      },
    ),
    forbid(
      "mail-leaves-by-the-worker",
      "A command adds a job to its own transaction; only jobs.ts sends.",
      { path: "^(features|app)/", pathNot: ["/jobs[.]ts$", TEST] },
      { path: "^server/mailer[.]ts$" },
    ),
    forbid(
      "infrastructure-behind-server",
      "Each of these packages has one house in server/, so that it can be replaced there.",
      {
        path: "^(app|features|content|components|lib)/|^(worker|watch|instrumentation|middleware)[.]ts$",
        pathNot: TEST,
      },
      {
        path: "^node_modules/(next-auth|nodemailer|graphile-worker|pino|next-safe-action)/",
        dependencyTypesNot: TYPES_ONLY,
      },
    ),
    forbid(
      "middleware-knows-no-rights",
      "middleware.ts only redirects early: no database, no settings, no rights.",
      { path: "^middleware[.]ts$" },
      { pathNot: "^(node_modules/next/|lib/paths[.]ts$|server/auth/session-cookie-name[.]ts$)" },
    ),
    forbid(
      "links-are-plain",
      "next/link, next/image and their scripts do not fit the participants' 10 kB (docs/decisions/0008-plain-links-and-forms.md).",
      { path: "^(app|features|components)/" },
      { path: "^node_modules/next/(link|image|script|form|font/google)" },
    ),
    ...order,
    mustBeUsed(
      "rules-need-a-test",
      "A decision without a test beside it is an opinion.",
      { path: "[.]test[.]tsx?$" },
      { path: "^features/.*/rules[.]ts$", numberOfDependentsLessThan: 1 },
    ),
    mustBeUsed(
      "commands-need-a-db-test",
      "A write is tried on a real PostgreSQL.",
      { path: "[.]db[.]test[.]ts$" },
      { path: "^features/.*/commands[.]ts$", numberOfDependentsLessThan: 1 },
    ),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ["node_modules", "^prisma/generated"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mts", ".mjs", ".js", ".cjs", ".json"],
    },
  },
};
