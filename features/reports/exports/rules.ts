/** Lists that can be taken out of a course, in the order of the page. */
export const lists = ["roster", "requests", "allocations", "messages"] as const;
export type List = (typeof lists)[number];

export const formats = ["csv", "xlsx"] as const;
export type Format = (typeof formats)[number];

/** A workbook is put together in memory before it is sent; a CSV file is not. */
export const WORKBOOK_ROWS = 10_000;

export const listWords: Record<List, string> = {
  roster: "Roster",
  requests: "Requests",
  allocations: "Allocations",
  messages: "Messages",
};

/** What a list contains, for the page. No list holds a code. */
export const listContents: Record<List, string> = {
  roster: "Everybody who is or was on the roster: address, name, role, when added and when removed.",
  requests:
    "Who asked for a code and what became of it: address, name, state, the time of each step, the reason of a decline, and what was answered to the offer’s questions.",
  allocations:
    "Who was given a code and how far they are: address, name, state, the time of each step, what was reported, the amount, the batch, and the acknowledgement. Not the codes themselves.",
  messages:
    "Every message to every person: subject, address, state, when queued and settled, and the mail server’s answer.",
};

/** Assistants look after people and requests; what was given and written is the instructors'. */
export function mayExport(list: List, { mayInstruct }: { mayInstruct: boolean }): boolean {
  return mayInstruct || list === "roster" || list === "requests";
}

/** Whether a list is of one offer, of one or all, or of none. Each offer asks questions of its own, so requests of all make no table. */
export const listScope: Record<List, "course" | "offer" | "both"> = {
  roster: "course",
  requests: "offer",
  allocations: "both",
  messages: "course",
};

/** Reads "roster.csv", the last part of a download's address. Null for any other. */
export function readExportFile(file: string): { list: List; format: Format } | null {
  const [name, ending, ...more] = file.split(".");
  const list = lists.find((one) => one === name);
  const format = formats.find((one) => one === ending);
  return list && format && more.length === 0 ? { list, format } : null;
}
