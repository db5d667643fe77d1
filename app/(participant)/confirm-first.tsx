import { LinkButton } from "@/components/ui/button";
import { paths } from "@/lib/paths";
import { confirmAgainPath } from "@/server/auth/confirm-again-path";

/** A browser that was left alone must not change how its owner proves who they are. */
export function ConfirmFirst() {
  return (
    <div className="mt-5">
      <p className="mb-3 max-w-text">To change something here, first confirm that it is still you at this screen.</p>
      <LinkButton href={confirmAgainPath(paths.security)} variant="secondary">
        Confirm that it is you
      </LinkButton>
    </div>
  );
}
