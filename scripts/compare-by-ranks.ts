/**
 * The two-sided p of Mann and Whitney's test: how likely ranks as far apart as these are when both samples come from the same distribution.
 * By the normal approximation, with ties sharing their ranks; for samples of some dozens and more.
 */
export function compareByRanks(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((value) => ({ value, isOne: true })), ...other.map((value) => ({ value, isOne: false }))];
  all.sort((a, b) => a.value - b.value);
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < all.length; ) {
    let end = start;
    while (end < all.length && all[end]?.value === all[start]?.value) end += 1;
    const shared = (start + 1 + end) / 2;
    rankSum += shared * all.slice(start, end).filter(({ isOne }) => isOne).length;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  const [n, m] = [one.length, other.length];
  const u = rankSum - (n * (n + 1)) / 2;
  const spread = Math.sqrt(((n * m) / 12) * (n + m + 1 - ties / ((n + m) * (n + m - 1))));
  return spread === 0 ? 1 : tail(Math.abs(u - (n * m) / 2) / spread);
}

/** How likely a normal value is at least this many deviations away, to either side (Abramowitz and Stegun 7.1.26; good to 1e-7). */
function tail(deviations: number): number {
  const x = deviations / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return series * Math.exp(-x * x);
}
