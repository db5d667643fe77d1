import { countPeople } from "../rules";
import type { Role } from "../schema";

/** How many people are enrolled now, by role. */
export function RosterSize({ size }: { size: Record<Role, number> }) {
  return <>Enrolled now: {countPeople(size)}.</>;
}
