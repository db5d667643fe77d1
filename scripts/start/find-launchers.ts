import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** The processes whose end must end us: npm, and the shell that npm may have put between. None without npm. */
export function findLaunchers(): number[] {
  if (!process.env.npm_lifecycle_event || process.ppid <= 1) return [];
  const parent = describeProcess(process.ppid);
  const isShell = parent !== undefined && /^-?(ba|da|z|k|a)?sh$/.test(parent.name);
  return isShell && parent.parentId > 1 ? [process.ppid, parent.parentId] : [process.ppid];
}

function describeProcess(pid: number): { name: string; parentId: number } | undefined {
  try {
    if (process.platform === "linux") {
      const [, name = "", rest = ""] = /^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? [];
      return { name, parentId: Number(rest.split(" ")[1]) };
    }
    const line = spawnSync("ps", ["-p", String(pid), "-o", "ppid=,comm="], { encoding: "utf8" }).stdout.trim();
    const [parentId = "", ...name] = line.split(/\s+/);
    return { name: name.join(" ").split("/").at(-1) ?? "", parentId: Number(parentId) };
  } catch {
    return undefined;
  }
}
