import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, resolve } from "node:path";

const FILES: Record<string, string> = {
  "package.json": '{ "name": "empty-application", "private": true, "type": "module" }\n',
  "app/layout.jsx": `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.jsx": `export const dynamic = "force-dynamic";
export default function Page() {
  return <h1>Hello</h1>;
}
`,
};

/**
 * Builds the baseline, an otherwise empty Next application of the same version, unless it stands already, and answers with
 * its folder. It lies outside the project with packages of its own: inside, Next would take up the project's middleware.
 */
export function buildEmptyApplication(): string {
  const packages = findPackages(["next", "react", "react-dom"]);
  const folder = join(tmpdir(), `bursar-empty-application-${userInfo().uid}`);
  const stamp = join(folder, ".built-with");
  const wanted = JSON.stringify([FILES, [...packages]]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return folder;
  }
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  for (const name of packages.keys()) {
    cpSync(resolve("node_modules", name), join(folder, "node_modules", name), { recursive: true });
  }
  execFileSync(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  writeFileSync(stamp, wanted);
  return folder;
}

/** The installed packages that these need, with their versions. */
function findPackages(names: string[]): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (name: string) => {
    const file = resolve("node_modules", name, "package.json");
    if (found.has(name) || !existsSync(file)) {
      return;
    }
    const { version, dependencies, optionalDependencies } = JSON.parse(readFileSync(file, "utf8"));
    found.set(name, version);
    Object.keys({ ...dependencies, ...optionalDependencies }).forEach(visit);
  };
  names.forEach(visit);
  return found;
}
