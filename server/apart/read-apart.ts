import { type ChildProcess, spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";
import pLimit, { type LimitFunction } from "p-limit";
import { log } from "../log";

/** What a program of server/apart/ made of a file: facts, and some files of bytes. `reason` is the program's own word, or one of `apartSentences`. */
export type Apart<Facts> = { ok: true; facts: Facts; files: Buffer[] } | { ok: false; reason: string };

type Limits = { seconds: number; memoryMb: number; outputMb: number };

/** Memory counts what the process may write to, native libraries and their threads included: Node itself takes 200 MB of it. */
const USUAL: Limits = { seconds: 30, memoryMb: 1_500, outputMb: 64 };

const AT_ONCE = 2;
const MOST_WAITING = 12;

/** Why nothing came back although the program said nothing, in words for whoever sent the file. */
export const apartSentences: Readonly<Record<string, string>> = {
  "took-too-long":
    "This file took too long to read, so that reading it was stopped. Save it anew in a simpler form, or make it smaller, then send it again.",
  "took-too-much":
    "This file needs too much memory to be read, so that reading it was stopped. Save it anew in a simpler form, or make it smaller, then send it again.",
  busy: "Many files are being read just now, so that this one had no turn. Nothing of it was kept. Wait a minute, then send it again.",
};

const holder = globalThis as typeof globalThis & { bursarApart?: LimitFunction };

/**
 * Hands bytes that somebody sent to a program of server/apart/, in a process of its own: it knows no setting and no secret, may write nothing and
 * read nothing but its packages, and is killed beyond its limits (decision 0028). Two run at once in a portal, twelve wait, more are refused
 * as `busy`. Refuses with a reason and logs it without anything of the file.
 */
export async function readApart<Facts>({
  program,
  about,
  bytes,
  limits = {},
}: {
  program: string;
  about: object;
  bytes: Uint8Array;
  limits?: Partial<Limits>;
}): Promise<Apart<Facts>> {
  holder.bursarApart ??= pLimit(AT_ONCE);
  const queue = holder.bursarApart;
  const read: Apart<Facts> =
    queue.pendingCount >= MOST_WAITING
      ? { ok: false, reason: "busy" }
      : await queue(() => run<Facts>({ program, message: frame(about, bytes), limits: { ...USUAL, ...limits } }));
  if (!read.ok) log().warn({ program, reason: read.reason, bytes: bytes.length }, "a file was not read");
  return read;
}

function frame(about: object, bytes: Uint8Array): Buffer[] {
  const head = Buffer.from(JSON.stringify(about));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(head.length);
  return [length, head, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)];
}

function run<Facts>({
  program,
  message,
  limits,
}: {
  program: string;
  message: Buffer[];
  limits: Limits;
}): Promise<Apart<Facts>> {
  return new Promise((resolve) => {
    const child = start(program, limits);
    const pieces: Buffer[] = [];
    let size = 0;
    let reason: string | null = null;
    const kill = (why: string) => {
      reason ??= why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => kill("took-too-long"), limits.seconds * 1_000);
    child.stdout?.on("data", (piece: Buffer) => {
      pieces.push(piece);
      size += piece.length;
      if (size > limits.outputMb * 1024 * 1024) kill("took-too-much");
    });
    child.once("error", () => kill("failed"));
    child.once("close", (status, signal) => {
      clearTimeout(timer);
      if (reason !== null) return resolve({ ok: false, reason });
      resolve(readAnswer<Facts>(Buffer.concat(pieces)) ?? { ok: false, reason: nameEnd(status, signal) });
    });
    // A program that has seen enough leaves the rest unread.
    child.stdin?.on("error", () => {});
    for (const part of message) child.stdin?.write(part);
    child.stdin?.end();
  });
}

/** V8 aborts when its own memory is used up, and so do libraries that get none; the kernel ends who used up the processor's time. */
function nameEnd(status: number | null, signal: NodeJS.Signals | null): string {
  if (signal === "SIGXCPU" || signal === "SIGKILL") return "took-too-long";
  return signal === "SIGABRT" || signal === "SIGTRAP" || signal === "SIGSEGV" || (status ?? 0) > 128
    ? "took-too-much"
    : "unreadable";
}

function readAnswer<Facts>(answer: Buffer): Apart<Facts> | null {
  try {
    const end = 4 + answer.readUInt32BE(0);
    const { reason, facts, sizes } = JSON.parse(answer.subarray(4, end).toString());
    if (typeof reason === "string") return { ok: false, reason };
    const files: Buffer[] = [];
    let at = end;
    for (const size of sizes as number[]) {
      files.push(answer.subarray(at, at + size));
      at += size;
    }
    return at === answer.length ? { ok: true, facts, files } : null;
  } catch {
    return null;
  }
}

// In the shell's own limits: no core, no file, the processor's time (which also ends a program whose portal has died), and memory. Where a system
// knows one of them not, the others hold, and the portal's timer does.
const FENCE =
  'for limit in "-c 0" "-f 0" "-t $1" "-d $2"; do (ulimit $limit) 2>/dev/null && ulimit $limit; done; shift 2; exec "$@"';

function start(program: string, { seconds, memoryMb }: Limits): ChildProcess {
  const root = process.cwd();
  const folder = join(root, "server/apart");
  const readable = [folder, join(root, "node_modules"), realpathSync(join(root, "node_modules"))];
  const command = [
    process.execPath,
    `--max-old-space-size=${Math.round(memoryMb / 2)}`,
    process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission",
    "--allow-addons",
    ...[...new Set(readable)].map((place) => `--allow-fs-read=${place}/*`),
    join(folder, `${program}.mjs`),
  ];
  // Two cores at work use two seconds of processor in one.
  const fence = ["-c", FENCE, "sh", String(Math.ceil(seconds * 2)), String(memoryMb * 1024)];
  const [file = "", ...args] = process.platform === "win32" ? command : ["/bin/sh", ...fence, ...command];
  // Nothing of the portal's settings; what a library says about a file may quote it, so that nobody hears it.
  return spawn(file, args, { cwd: folder, env: { MALLOC_ARENA_MAX: "2" } as never, stdio: ["pipe", "pipe", "ignore"] });
}
