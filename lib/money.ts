const formats = new Map<string, Intl.NumberFormat>();

/** Making a format takes longer than a guide's page may; there are few currencies, so each is made once. */
function currencyFormat(currency: string, digits?: number): Intl.NumberFormat {
  const key = `${currency} ${digits ?? "own"}`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat("en", {
      style: "currency",
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  formats.set(key, format);
  return format;
}

/** Digits behind the point of a currency: 2 for USD, 0 for JPY (ISO 4217, as the runtime knows it). */
export function minorDigits(currency: string): number {
  return currencyFormat(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount in minor units (cents) as people write it: `formatMoney({ amountMinor: 10000, currency: "USD" })` is "$100". */
export function formatMoney({ amountMinor, currency }: { amountMinor: number; currency: string }): string {
  const digits = minorDigits(currency);
  const whole = amountMinor % 10 ** digits === 0;
  return currencyFormat(currency, whole ? 0 : digits).format(amountMinor / 10 ** digits);
}

const signs = new Map<string, string[]>();

/** The signs that stand for a currency, in capitals: "US$" and "$" for USD. */
export function currencySigns(currency: string): string[] {
  const known = signs.get(currency);
  if (known) return known;
  const written = (["symbol", "narrowSymbol"] as const).flatMap((currencyDisplay) =>
    new Intl.NumberFormat("en-GB", { style: "currency", currency, currencyDisplay })
      .formatToParts(1)
      .filter(({ type }) => type === "currency")
      .map(({ value }) => value.toUpperCase()),
  );
  signs.set(currency, written);
  return written;
}
