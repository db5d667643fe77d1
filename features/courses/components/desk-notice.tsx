import { Notice } from "@/components/ui/notice";

const DONE: Record<string, string> = {
  "course-created":
    "The course is made, as a draft: nobody else sees it yet. You can leave at any time and go on later.",
  "course-changed": "The course is saved.",
  "offer-created": "The offer is made. Next: import its codes.",
  "offer-changed": "The offer is saved.",
  "person-added":
    "The person is on the roster, and can sign in with that address. No mail was sent: tell them of this portal, or write to them under Messages.",
  "person-changed": "The person is saved. A new role holds from now on.",
  "person-removed": "The person is removed from the course and signed out everywhere. What they did stays on record.",
  "person-restored": "The person is back on the roster.",
  "attachment-added": "The attachment is added, and participants can open it.",
  "attachment-removed": "The attachment is removed.",
  "guide-saved": "The guide is saved as a new revision. Participants read it from now on.",
  "guide-unchanged": "Nothing was different, so there is no new revision.",
  "guide-page-out": "The page is out of the guide. To put it back, restore the revision before this one.",
  "guide-checked": "It is recorded that the guide was checked today.",
  "guide-restored": "That revision is in place again, as a new one.",
  "course-opened": "The course is open: its participants see it from now on.",
  "course-archived": "The course is archived. You can reopen it on this page.",
  "course-reopened": "The course is open again, as it was.",
  "course-copied": "The copy is made, as a draft without people and codes. Look at its dates, then go on below.",
  "settings-changed": "The settings are saved.",
  "person-forgotten": "The person is forgotten: name, address and words are gone. Counts and the trail stay.",
  "question-added": "The question is added, and asked from now on.",
  "question-changed": "The question is saved, and asked in these words from now on.",
  "question-moved": "The order is changed.",
  "question-removed": "The question is taken out. Its answers stay, and you can ask it again below.",
  "question-restored": "The question is asked again, behind the others.",
  "import-discarded": "The file is thrown away. Nothing of it was taken in.",
  "message-sent": "The message is on its way. This page shows what the mail server says to each mail.",
  "message-sent-again": "The mails are on their way once more.",
};

const REFUSED: Record<string, string> = {
  "last-instructor": "This is the course's last instructor. Make somebody else an instructor first.",
  archived: "This course is archived. Reopen it in its settings first.",
  "no-offer": "There is nothing to open yet: make an offer first.",
  scrubbed: "The names and addresses are gone, and nothing brings them back.",
  "not-yours": "Assistants look after participants only. Ask an instructor of the course.",
  missing: "There is no such person on this roster any more.",
  "guide-changed":
    "Somebody else changed the guide meanwhile. Look at it again, and then repeat what you wanted to do.",
  "guide-contract":
    "The guide would lack something that it must have: a page of each kind, beginning with what to have before one starts. Nothing was changed.",
  "guide-marks":
    "The words of this page do not fit the drawing's numbered marks. Change the words or the numbered list first, then take the screenshot back.",
  "question-gone":
    "This question was taken out, or its wording replaced, by somebody else meanwhile. The list shows what the offer asks now.",
  "too-many-questions": "An offer asks at most ten questions. Take one out first.",
  "export-busy":
    "Other downloads are being made at this moment, and only so many are made at once. Try again in a minute.",
  "export-too-long": "This list has become too long for a workbook. Take the CSV file, which has no such limit.",
  "import-busy": "The portal is at work on this import, or is done with it. This page shows where it stands now.",
  "import-seen": "Somebody has looked at a code of this import, so it cannot be undone. Nothing was changed.",
  "import-restored":
    "The pool was restored from a backup since. Nobody can tell which codes of this import were seen meanwhile, so it cannot be undone.",
  "import-not-done": "This import is undone already, or was never taken in. This page shows where it stands now.",
  "import-nothing-left": "None of its codes is left to take out: nobody can be given one any more.",
  "nothing-is-sent": "Only an open course sends messages. Nothing was sent.",
  nobody: "There is nobody to send this to again: they have left, or were reminded or written to meanwhile.",
};

const COUNTED: Record<string, [one: string, many: string]> = {
  "message-sent-again": ["It goes to 1 person.", "people get it."],
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
