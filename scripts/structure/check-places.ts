import type { Violation } from "./violation";

const FOLDERS = new Set(
  "app features content components server lib prisma public e2e bench faults scripts docs .ci .github".split(" "),
);
const ROOT_FILES = new Set([
  ...["package.json", "package-lock.json", "next.config.ts", "tsconfig.json", "middleware.ts", "instrumentation.ts"],
  ...["worker.ts", "watch.ts", "prisma.config.ts", "postcss.config.mjs", "vitest.config.ts", "playwright.config.ts"],
  ...["biome.json", "knip.json", ".dependency-cruiser.cjs", ".env.example", ".gitignore", ".gitattributes", ".npmrc"],
  ...["README.md", "LICENSE", "CONTRIBUTING.md", "SECURITY.md"],
]);

const FEATURES = new Set(["audit", "courses", "roster", "offers", "credits", "guides", "messages", "reports"]);
const VOCABULARY = new Set(
  "schema.ts rules.ts queries.ts commands.ts access.ts loaders.ts actions.ts jobs.ts".split(" "),
);
const TEMPLATE_FOLDERS = new Set(["components", "emails", "pdf"]);

// Next's own names: whatever else a screen needs is a component or a feature's.
const APP_FILES =
  /^(page|layout|not-found|error|global-error|loading|template|default|icon|apple-icon|robots|sitemap|manifest)[.]tsx?$|^route[.]ts$/;
const BAG = /^(utils?|helpers?|misc|common|shared|stuff)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const SOURCE = /[.](tsx?|mts|cts|mjs|cjs|jsx?)$/;
const TEST = /[.](test|spec)[.]tsx?$/;

/** Checks where files stand and what they are called: design.md §4. `paths` are relative to the root, with slashes. */
export function checkPlaces(paths: string[]): Violation[] {
  return paths.flatMap((path) => [
    ...checkTop(path),
    ...checkName(path),
    ...(path.startsWith("features/") ? checkFeature(path) : []),
    ...(path.startsWith("app/") ? checkApp(path) : []),
  ]);
}

function checkTop(path: string): Violation[] {
  const [top = "", ...rest] = path.split("/");
  if (rest.length > 0 ? FOLDERS.has(top) : ROOT_FILES.has(top)) return [];
  const sentence = `${top} is not on the list of what may stand at the top: put it into a folder of the list.`;
  return [{ rule: "top-level", path, sentence }];
}

function checkName(path: string): Violation[] {
  const segments = path.split("/");
  const file = segments.at(-1) ?? "";
  const [base = ""] = file.split(".");
  const bag = segments.map((segment) => segment.split(".")[0] ?? "").find((segment) => BAG.test(segment));
  if (bag !== undefined && SOURCE.test(file)) {
    return [
      { rule: "no-bags", path, sentence: `"${bag}" says nothing of what is in it: name the file after what it does.` },
    ];
  }
  if (base === "index" && SOURCE.test(file) && path !== "content/guides/index.ts") {
    return [
      { rule: "no-barrels", path, sentence: "Import the file that you mean; only the registry of guides is an index." },
    ];
  }
  if (SOURCE.test(file) && segments.length > 1 && !KEBAB.test(base)) {
    return [{ rule: "kebab-case", path, sentence: "Source files are called in small letters with dashes." }];
  }
  return [];
}

function checkFeature(path: string): Violation[] {
  const [, noun = "", ...rest] = path.split("/");
  const rule = "feature-vocabulary";
  if (!FEATURES.has(noun)) {
    return [{ rule, path, sentence: `"${noun}" is no feature: the features are ${[...FEATURES].join(", ")}.` }];
  }
  // A sub-folder repeats the same list, once.
  const inSubFolder = rest.length > 1 && !TEMPLATE_FOLDERS.has(rest[0] ?? "");
  const [first = "", second] = inSubFolder ? rest.slice(1) : rest;
  if (second !== undefined ? TEMPLATE_FOLDERS.has(first) && isTemplate(second) : isWord(first, { noun, inSubFolder }))
    return [];
  const list = `${[...VOCABULARY].join(" ")} ${[...TEMPLATE_FOLDERS].join("/ ")}/ and *.test.ts`;
  return [
    { rule, path, sentence: `Not in the closed list of a feature (${list}; access.ts in features/courses only).` },
  ];
}

function isWord(file: string, { noun, inSubFolder }: { noun: string; inSubFolder: boolean }): boolean {
  if (file === "access.ts") return noun === "courses" && !inSubFolder;
  return VOCABULARY.has(file) || TEST.test(file);
}

function isTemplate(file: string): boolean {
  return /[.](tsx?|css)$/.test(file);
}

function checkApp(path: string): Violation[] {
  const file = path.split("/").at(-1) ?? "";
  const isStyle = /^app\/[a-z-]+[.]css$/.test(path);
  // The landing, help and sign-in pages belong to no feature, nor does the frame around a section: their pieces stand beside them.
  const isPiece = /^app\/(\(public\)\/.+|[^/]+\/[^/]+)[.]tsx$/.test(path);
  if (APP_FILES.test(file) || TEST.test(file) || isStyle || isPiece || path.startsWith("app/fonts/")) return [];
  const sentence =
    "app/ holds Next's own files (page, layout, route, error …) and nothing else: move it to features/ or components/.";
  return [{ rule: "app-is-urls", path, sentence }];
}
