// What the portal's database role may do: all of it, and nothing beside it. grant-portal-role.ts applies this after every
// migration; portal-grants.test.ts holds it to what the code does, so that a new table needs a line here.

type Right = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

const grant = (letters: string): Right[] =>
  (
    [
      ["S", "SELECT"],
      ["I", "INSERT"],
      ["U", "UPDATE"],
      ["D", "DELETE"],
    ] as const
  ).flatMap(([letter, right]) => (letters.includes(letter) ? [right] : []));

/** Rights on the portal's own tables. Row locks (FOR UPDATE) need UPDATE. */
export const TABLE_GRANTS: Record<string, Right[]> = {
  // Read by whoever starts the portal or a worker, to refuse a database that is not up to date.
  _prisma_migrations: grant("S"),
  accounts: grant("SID"),
  acknowledgements: grant("SID"),
  // Only the command line makes administrators, and it connects as the owner.
  administrators: grant("S"),
  allocations: grant("SIU"),
  answers: grant("SID"),
  attachments: grant("SID"),
  // The trail and its seals only grow (design, rule 7).
  audit_events: grant("SI"),
  audit_seals: grant("SI"),
  batches: grant("SIUD"),
  blobs: grant("SID"),
  bulk_acts: grant("SIU"),
  codes: grant("SIUD"),
  courses: grant("SIU"),
  deliveries: grant("SIU"),
  demonstration_mails: grant("SI"),
  ended_sessions: grant("SID"),
  enrolments: grant("SIU"),
  guide_images: grant("SI"),
  guide_progress: grant("SID"),
  guide_revisions: grant("SI"),
  import_chunks: grant("SIUD"),
  import_codes: grant("SIUD"),
  import_people: grant("SIUD"),
  imports: grant("SIUD"),
  limit_refusals: grant("SID"),
  messages: grant("SIU"),
  offers: grant("SIU"),
  outbox_jobs: grant("SIUD"),
  passkey_challenges: grant("SIUD"),
  passkeys: grant("SIUD"),
  questions: grant("SIU"),
  rate_limits: grant("SIUD"),
  recovery_codes: grant("SID"),
  reminder_occasions: grant("SI"),
  requests: grant("SIU"),
  session_confirmations: grant("SIUD"),
  settings: grant("SIU"),
  users: grant("SIUD"),
  verification_tokens: grant("SIUD"),
};

/** Tables that jobs tidy up after an import (VACUUM, ANALYZE). A right of its own since PostgreSQL 17; before, autovacuum does it. */
export const TIDIED_TABLES = ["codes", "enrolments", "import_chunks", "import_codes", "import_people"];

/** Functions that the portal calls, directly or through another one or an index. Triggers need no right. */
export const FUNCTION_GRANTS = [
  "after_first_word",
  "claim_code",
  "count_live_allocations",
  "fold_name",
  "give_code",
  "last_word",
  "lock_available_code",
  "lock_spare_code",
  "move_codes",
  "read_guide_revision",
  "record_answers",
  "release_code",
  "replace_code",
  "revoke_code",
  "uuid7",
];

/** The same for the job queue's schema. Its tables are under row security, so that each also gets a policy. */
export const QUEUE_GRANTS = {
  schema: "graphile_worker",
  tables: {
    migrations: grant("S"),
    jobs: grant("S"),
    _private_jobs: grant("SIUD"),
    _private_job_queues: grant("SIUD"),
    _private_tasks: grant("SID"),
    _private_known_crontabs: grant("SIU"),
  } satisfies Record<string, Right[]> as Record<string, Right[]>,
  functions: ["add_job", "add_jobs"],
};
