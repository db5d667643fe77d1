/** Who holds a lock: the process, when it began (ids are used again), and what it wants to tell others. */
export interface LockHolder {
  pid: number;
  began: string;
  note: string;
}

export type Lock = { isMine: true; tell(note: string): void; release(): void } | { isMine: false; holder: LockHolder };

/** Whether a process with this id is alive, whoever owns it. */
export function isAlive(pid: number): boolean;

/** When a process began, in words that only serve to compare; "" when it is gone. Tells a reused process id apart. */
export function describeProcessStart(pid: number): string;

/**
 * Takes the lock that this file stands for, or says who has it. A lock whose process is gone, also after `kill -9` or a
 * restart of the machine, counts as free.
 */
export function takeLock(options: { file: string; note?: string }): Lock;

/** Takes the lock as soon as it is free and gives it back after the task. Throws when it is not free for `seconds`. */
export function holdLock<Result>(options: {
  file: string;
  seconds: number;
  task: () => Promise<Result>;
}): Promise<Result>;
