import { Meter } from "@/components/ui/meter";

/** How many codes of an offer are left. Without any it says so in words, because an empty bar says nothing. */
export function PoolMeter({
  available,
  allocated,
  quarantined,
}: {
  available: number;
  allocated: number;
  quarantined: number;
}) {
  const whole = available + allocated;
  const aside = quarantined > 0 ? `, ${quarantined.toLocaleString("en")} in quarantine` : "";
  const text =
    whole === 0
      ? `no codes yet${aside}`
      : `${available.toLocaleString("en")} of ${whole.toLocaleString("en")} left${aside}`;
  return (
    <Meter label="Pool" value={available} max={whole} text={text} tone={available === 0 ? "caution" : "neutral"} />
  );
}
