// What npm start and npm test do first: the right Node.js, the dependencies, the database client.
import { join } from "node:path";
import { generateClient } from "./generate.mjs";
import { installDependencies, isInstalled } from "./install-dependencies.mjs";
import { holdLock } from "./process-lock.mjs";

const OLDEST_NODE = [20, 19];

/** One sentence when this Node.js is too old, otherwise nothing. */
export function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return undefined;
  return `Bursar needs Node.js ${OLDEST_NODE.join(".")} or newer; this is ${process.versions.node}. Install a newer one and start again.`;
}

/** Installs and generates what is missing or outdated, once at a time. Answers with what to say about it. */
export function prepare({ root, say = () => undefined }) {
  return holdLock({
    file: join(root, ".data/prepare.lock"),
    seconds: 1200,
    task: async () => {
      const isComplete = isInstalled(root);
      if (!isComplete) {
        say("npm ci");
        await installDependencies(root);
      }
      say("database client");
      const isNew = generateClient();
      return isComplete && !isNew ? "already there" : undefined;
    },
  });
}
