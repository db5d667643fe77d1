/** A refusal is a value: something that a person may run into, with a sentence that says what to do. */
export type Refused<Reason extends string = string> = { ok: false; reason: Reason; sentence: string };
export type Done<Value> = { ok: true; value: Value };
export type Outcome<Value, Reason extends string = string> = Done<Value> | Refused<Reason>;

export function done<Value>(value: Value): Done<Value> {
  return { ok: true, value };
}

export function refuse<Reason extends string>(reason: Reason, sentence: string): Refused<Reason> {
  return { ok: false, reason, sentence };
}

/** Whether PostgreSQL refused a write because of the unique index of that name (SQLSTATE 23505), by pg or by Prisma. */
export function brokeUniqueIndex(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && (error.code === "23505" || error.code === "P2002")
  );
}
