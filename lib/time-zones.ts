/** Every time zone that a course may have, by its IANA name; UTC first. The same list on every browser, because the server makes it. */
export function listTimeZones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name !== "UTC")];
}
