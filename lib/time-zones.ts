/**
 * Names that the tz database has changed, by their newer ones: those of IANA tzdata's file `backward` that `Intl` still lists, because CLDR keeps the
 * name that a zone had first. Links between places that are both in use, such as Europe/Vatican, are no renames.
 */
const RENAMED: Record<string, string> = {
  "Africa/Asmera": "Africa/Asmara",
  "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
  "America/Catamarca": "America/Argentina/Catamarca",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Cordoba": "America/Argentina/Cordoba",
  "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis",
  "America/Jujuy": "America/Argentina/Jujuy",
  "America/Louisville": "America/Kentucky/Louisville",
  "America/Mendoza": "America/Argentina/Mendoza",
  "Asia/Calcutta": "Asia/Kolkata",
  "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon",
  "Asia/Saigon": "Asia/Ho_Chi_Minh",
  "Atlantic/Faeroe": "Atlantic/Faroe",
  "Europe/Kiev": "Europe/Kyiv",
  "Pacific/Enderbury": "Pacific/Kanton",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
};

/** Every time zone that a course may have, by its IANA name of today; UTC first. The same list on every browser, because the server makes it. */
export function listTimeZones(): string[] {
  const names = Intl.supportedValuesOf("timeZone").map(nameTimeZone);
  return [...new Set(["UTC", ...names.toSorted()])];
}

/** The name of today of a zone: an older one is as good, where it is typed or was stored before. */
export function nameTimeZone(name: string): string {
  return RENAMED[name] ?? name;
}
