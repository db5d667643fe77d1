import { Notice } from "@/components/ui/notice";

const DONE: Record<string, string> = {
  replaced: "The code is replaced. The participant gets a mail, and the old code is in quarantine.",
  given:
    "A code is given. The participant gets a mail. As long as they have not looked at it, you can release it again.",
  released:
    "The code is back in the pool. The participant gets a mail and may ask again; you can also give them a code by hand.",
  revoked: "The code is revoked and in quarantine. The participant gets a mail.",
  "taken-back": "The confirmation is taken back. The participant can confirm again when the credit is really there.",
  "set-aside": "set aside for replacements.",
  returned: "back in the pool. People who wait for one get theirs now.",
  "taken-out": "The code is in quarantine. Nobody is given it, and its file does not bring it back.",
  moved: "moved to the other offer.",
};

const REFUSED: Record<string, string> = {
  changed: "This allocation has ended meanwhile, or was changed by somebody else, so nothing was done.",
  "pool-empty": "The pool is empty, so there is no code to give. Import more codes first.",
  frozen: "The pool is frozen since the portal was restored from a backup, so nothing was done. Reconcile it first.",
  restored:
    "This code was given before the portal was restored from a backup and may have been seen since. It never goes back to the pool; it can be revoked.",
  "no-spares": "There are no spares left, so there is no code to replace this one with. Take one of the pool.",
  unseen: "Nobody has seen this code yet, so there is no need to revoke it: release it instead.",
  seen: "This code has been seen, so it never goes back to the pool. It can be revoked.",
  "code-unknown": "This offer has no such code. Look whether it is complete, or search in the other offers.",
  "code-unused": "This offer has that code, and nobody holds it.",
  "nothing-chosen": "Nobody was chosen, so nothing was done. Tick somebody first.",
  "already-theirs": "This person has a code of this offer already, so nothing was given.",
  "not-enrolled": "This person is no participant of the course any more, so nothing was given.",
  expired: "The last day to redeem is over, so no code is given any more.",
  archived: "The course is archived, so no code is given any more. Reopen it first.",
  draft: "The course is not open yet, so no code is given. Open it first.",
};

/** The part of a page's `searchParams` that tells what became of an act. */
export type ActQuery = {
  done?: string | string[];
  refused?: string | string[];
  count?: string | string[];
  asked?: string | string[];
};

/** What became of an instructor's act on codes. The address has only a name of these tables, and numbers; the words are here. */
export function ActNotice({ query }: { query: ActQuery }) {
  const done = find(DONE, query.done);
  const sentence = done ? countWords(query) + done : find(REFUSED, query.refused);
  return (
    sentence && (
      <Notice kind={done ? "success" : "caution"} word={done ? undefined : "Not done"} announce className="mb-8">
        <p>{sentence}</p>
      </Notice>
    )
  );
}

/** "18 codes of the 20 that you asked for are ", or nothing where nothing was counted. */
function countWords({ count, asked }: ActQuery): string {
  const [got, wanted] = [readNumber(count), readNumber(asked)];
  if (got === null) {
    return "";
  }
  const codes = got === 1 ? "1 code" : `${got.toLocaleString("en")} codes`;
  const of =
    wanted !== null && wanted > got ? `, all that there were of the ${wanted.toLocaleString("en")} asked for,` : "";
  return `${codes}${of} ${got === 1 ? "is" : "are"} `;
}

function readNumber(text: string | string[] | undefined): number | null {
  return typeof text === "string" && /^\d{1,7}$/.test(text) ? Number(text) : null;
}

function find(table: Record<string, string>, name: string | string[] | undefined): string | null {
  return typeof name === "string" && Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
