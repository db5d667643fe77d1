import { Notice } from "@/components/ui/notice";

const DONE: Record<string, string> = {
  "course-created": "The course is made. Next: add its instructors and participants to the roster, and make an offer.",
  "course-changed": "The course is saved.",
  "offer-created": "The offer is made. Next: import its codes.",
  "offer-changed": "The offer is saved.",
  "person-added": "The person is on the roster, and can sign in with that address.",
  "role-changed": "The role is changed, and holds from now on.",
  "person-removed": "The person is removed from the course and signed out everywhere. What they did stays on record.",
  "person-restored": "The person is back on the roster.",
  "attachment-added": "The attachment is added, and participants can open it.",
  "attachment-removed": "The attachment is removed.",
  "import-discarded": "The file is thrown away. Nothing of it was taken in.",
  "import-undone":
    "The import is undone, and the same file can come in again. People who held a code of it unseen wait again, at their old place.",
};

const REFUSED: Record<string, string> = {
  "last-instructor": "This is the course's last instructor. Make somebody else an instructor first.",
  missing: "There is no such person on this roster any more.",
  "import-busy": "The portal is at work on this import, or is done with it. This page shows where it stands now.",
  "import-seen": "Somebody has looked at a code of this import, so it cannot be undone. Nothing was changed.",
  "import-not-done": "This import is undone already, or was never taken in.",
};

const COUNTED: Record<string, [one: string, many: string]> = {
  "import-undone": ["1 code was taken out.", "codes were taken out."],
};

/** The part of a page's `searchParams` that tells what became of a form. */
export type DeskQuery = { done?: string | string[]; refused?: string | string[]; count?: string | string[] };

/** What became of the form that led here. The address has only a name of these tables, and a number; the words are here. */
export function DeskNotice({ query }: { query: DeskQuery }) {
  const done = find(DONE, query.done);
  const refused = find(REFUSED, query.refused);
  if (!done && !refused) {
    return null;
  }
  return (
    <Notice kind={done ? "success" : "caution"} word={done ? undefined : "Not done"} announce className="mb-8">
      <p>
        {done && countWords(query)} {done ?? refused}
      </p>
    </Notice>
  );
}

function countWords({ done, count }: DeskQuery): string {
  const words = find(COUNTED, done);
  if (!words || typeof count !== "string" || !/^\d{1,7}$/.test(count)) {
    return "";
  }
  return count === "1" ? words[0] : `${Number(count).toLocaleString("en")} ${words[1]}`;
}

function find<Value>(table: Record<string, Value>, name: string | string[] | undefined): Value | null {
  return typeof name === "string" && Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
