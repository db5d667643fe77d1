import { joinClass } from "../ui/join-class";
import { SHELL_WIDTHS, type ShellWidth } from "./site-header";

/** The foot of every page: where help is, and the two promises. */
export function SiteFooter({ helpHref, width = "page" }: { helpHref: string; width?: ShellWidth }) {
  return (
    <footer className="site-footer mt-20 border-t border-line">
      <div
        className={joinClass(
          "mx-auto flex flex-wrap justify-between gap-x-10 gap-y-2 px-4 py-6 text-sm text-muted sm:px-6",
          SHELL_WIDTHS[width],
        )}
      >
        <p>Bursar hands out one code to each participant. It never asks for the password of a cloud account.</p>
        <p>
          <a href={helpHref} className="link">
            Help
          </a>
        </p>
      </div>
    </footer>
  );
}
