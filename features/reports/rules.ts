/** "connectomics-2026-allocations-aws-2026-11-24.csv": the course, what it is, the offer, and the day on the course's clocks. */
export function nameDownload({
  course,
  what,
  offer,
  day,
  ending,
}: {
  course: string;
  what: string;
  offer?: string;
  day: string;
  ending: string;
}): string {
  return `${[course, what, offer, day].filter(Boolean).join("-")}.${ending}`;
}
