import { StatusBadge } from "@/components/ui/status-badge";
import type { Tone } from "@/components/ui/tone-shape";
import type { RequestState } from "@/features/credits/rules";

const WORDS: Record<RequestState, [tone: Tone, word: string]> = {
  PENDING: ["info", "To decide"],
  WAITING: ["info", "Waiting"],
  FULFILLED: ["positive", "Code given"],
  DECLINED: ["danger", "Declined"],
  CANCELLED: ["neutral", "Taken back"],
};

/** What became of a request, in a word or two. */
export function RequestBadge({ state }: { state: RequestState }) {
  const [tone, word] = WORDS[state];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
