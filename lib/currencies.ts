/** Units of account between states: nobody is given a credit in them. */
const NOT_MONEY = new Set(["XDR", "XSU"]);

/**
 * Every currency in use by its ISO 4217 code, with its English name, in the order of the codes. One that is no more carries its years in
 * the name, such as "Zimbabwean Dollar (2009–2024)".
 */
export function listCurrencies(): { code: string; name: string }[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return Intl.supportedValuesOf("currency")
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .filter(({ code, name }) => !NOT_MONEY.has(code) && !/\d{4}/.test(name));
}

/** Whether the code names a currency, of that list or an old one that an offer may still have. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}
