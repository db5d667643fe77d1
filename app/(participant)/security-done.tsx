import { Notice } from "@/components/ui/notice";

const WORDS: Record<string, [title: string, words: string]> = {
  added: ["The passkey was added", "Make recovery codes as well, and keep them apart from this device."],
  removed: ["The passkey was removed", "It proves nothing here any more. You can delete it from your device, too."],
  recovered: [
    "Your recovery code is spent",
    "Add a passkey on the device that you have now, and remove the one that you have lost.",
  ],
};

/** What has just been done; the address names it, the words are ours. */
export function DoneNotice({ done }: { done: string | string[] | undefined }) {
  const said = typeof done === "string" && Object.hasOwn(WORDS, done) ? WORDS[done] : undefined;
  return (
    said && (
      <Notice kind="success" title={said[0]} announce className="mb-8">
        <p>{said[1]}</p>
      </Notice>
    )
  );
}
