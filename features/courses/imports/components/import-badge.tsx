import { StatusBadge } from "@/components/ui/status-badge";
import type { Tone } from "@/components/ui/tone-shape";
import type { ImportState } from "../rules";

const WORDS: Record<ImportState, [tone: Tone, word: string]> = {
  UPLOADING: ["info", "Coming in"],
  UPLOADED: ["caution", "Columns to choose"],
  CHECKING: ["info", "Being checked"],
  CHECKED: ["caution", "Checked, not taken in"],
  RUNNING: ["info", "Being taken in"],
  DONE: ["positive", "Taken in"],
  FAILED: ["danger", "Not readable"],
  UNDOING: ["info", "Being undone"],
  UNDONE: ["neutral", "Undone"],
};

/** Where an import stands, by word and shape. */
export function ImportBadge({ state }: { state: ImportState }) {
  const [tone, word] = WORDS[state];
  return <StatusBadge tone={tone}>{word}</StatusBadge>;
}
