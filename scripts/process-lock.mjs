// Plain JavaScript with types beside it (process-lock.d.mts): it also guards the step that installs the dependencies.
import { spawnSync } from "node:child_process";
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    // A killed child that nobody has waited for yet still answers to signal 0.
    return !isZombie(pid);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function isZombie(pid) {
  if (process.platform !== "linux") return false;
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

export function describeProcessStart(pid) {
  if (process.platform !== "linux") {
    return spawnSync("ps", ["-p", String(pid), "-o", "lstart="], { encoding: "utf8" }).stdout.trim();
  }
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // Field 22 of stat, counted behind the name in parentheses, which may itself hold spaces.
    const ticks = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ")[19];
    return `${boot} ${ticks}`;
  } catch {
    return "";
  }
}

export function takeLock({ file, note = "" }) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const me = { pid: process.pid, began: describeProcessStart(process.pid), note };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(me), { mode: 0o600 });
  try {
    while (!tryLink(draft, file)) {
      const holder = readHolder(file);
      if (holder && isAlive(holder.pid) && describeProcessStart(holder.pid) === holder.began) {
        return { isMine: false, holder };
      }
      removeStale(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    isMine: true,
    tell: (next) => writeFileSync(file, JSON.stringify({ ...me, note: next })),
    release: () => rmSync(file, { force: true }),
  };
}

export async function holdLock({ file, seconds, task }) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const lock = takeLock({ file });
    if (lock.isMine) {
      try {
        return await task();
      } finally {
        lock.release();
      }
    }
    if (Date.now() > end) throw new Error(`Process ${lock.holder.pid} has held ${file} for too long.`);
    await delay(100);
  }
}

// A link is made whole or not at all, and fails when the name is taken.
function tryLink(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

// Two starts may find the same stale lock: the slower one must not remove what the quicker one has just made.
function removeStale(file, stale) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (JSON.stringify(readHolder(aside)) !== JSON.stringify(stale)) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function readHolder(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
