import autocannon from "autocannon";
import { type BenchmarkResult, median } from "./result";

const CONNECTIONS = 32;
const SECONDS = 6;
const ROUNDS = 3;

/**
 * Requests per second of a signed-in guide page (proof, progress, text and figure), against a bare dynamic page of an
 * otherwise empty Next application of the same version. Both are warmed, then measured in turn; the medians count.
 */
export async function benchGuidePage({
  page,
  cookie,
  emptyPage,
}: {
  page: string;
  cookie: string;
  emptyPage: string;
}): Promise<BenchmarkResult> {
  const ours: number[] = [];
  const theirs: number[] = [];
  await load({ url: page, cookie, seconds: 3 });
  await load({ url: emptyPage, seconds: 3 });
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(await load({ url: page, cookie, seconds: SECONDS }));
    theirs.push(await load({ url: emptyPage, seconds: SECONDS }));
  }
  return {
    bench: "guide-page",
    unit: "per s",
    value: median(ours),
    baseline: median(theirs),
    bar: 0.65,
    better: "higher",
  };
}

async function load({ url, cookie, seconds }: { url: string; cookie?: string; seconds: number }): Promise<number> {
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    headers: cookie ? { cookie } : {},
  });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(
      `${url}: ${result.non2xx} answers were no page and ${result.errors} requests failed: the figure would mean nothing`,
    );
  }
  return result.requests.average;
}
