import type { ReactNode } from "react";
import type { FormAction } from "@/lib/form-state";

/** A form of one button, for an action that leads to the page with its outcome. `hidden` goes along unseen. */
export function PostForm({
  action,
  hidden,
  className,
  children,
}: {
  action: FormAction;
  hidden: Record<string, string>;
  className?: string;
  children: ReactNode;
}) {
  return (
    // React's type wants an action without a result; the result of ours is its redirect.
    <form action={action as (form: FormData) => Promise<void>} className={className}>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  );
}
