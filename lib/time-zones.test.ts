import { describe, expect, it } from "vitest";
import { listTimeZones, nameTimeZone } from "./time-zones";

const OLD = ["Asia/Calcutta", "Europe/Kiev", "America/Buenos_Aires", "Asia/Saigon", "Pacific/Truk"];

describe("the list of time zones", () => {
  const zones = listTimeZones();

  it("has each once, UTC first and the others by name, and no name that was given up", () => {
    expect(zones[0]).toBe("UTC");
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones.slice(1)).toEqual(zones.slice(1).toSorted());
    expect(zones.length).toBeGreaterThan(400);
    for (const name of OLD) {
      expect(zones).not.toContain(name);
      expect(zones).toContain(nameTimeZone(name));
    }
    // What every zone of Intl's is called today is offered, and what is offered has no other name.
    for (const name of Intl.supportedValuesOf("timeZone")) expect(zones).toContain(nameTimeZone(name));
    expect(zones.map(nameTimeZone)).toEqual(zones);
  });

  it("has names only that Intl knows, of the same clocks as the older name", () => {
    const clock = (timeZone: string, at: number) =>
      new Intl.DateTimeFormat("en", { timeZone, dateStyle: "short", timeStyle: "long" }).format(at);
    for (const name of [...zones, ...Intl.supportedValuesOf("timeZone")]) {
      for (const month of [0, 6]) {
        const at = Date.UTC(2026, month, 15);
        expect(clock(nameTimeZone(name), at), name).toBe(clock(name, at));
      }
    }
  });
});
