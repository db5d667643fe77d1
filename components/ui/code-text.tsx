import { joinClass } from "./join-class";

/** A string to be copied by hand or by button, in a face that tells 0 from O. `large` is for the one code that a page is about. */
export function CodeText({
  children,
  id,
  large,
  className,
}: {
  children: string;
  id?: string;
  large?: boolean;
  className?: string;
}) {
  return (
    <code
      id={id}
      translate="no"
      className={joinClass("code-text", large && "block bg-sunk px-5 py-4 text-xl sm:text-2xl", className)}
    >
      {children}
    </code>
  );
}
