import { Notice } from "@/components/ui/notice";

/** Stands above an import's form when its address asked for a dry run that is held no more. */
export function CheckGone({ asked }: { asked: boolean }) {
  return asked ? (
    <Notice kind="caution" word="Gone" announce className="mb-8">
      <p>This check is held no more: it is over an hour old, or its import is done already. Send the file again.</p>
    </Notice>
  ) : null;
}
