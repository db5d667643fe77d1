import type { ComponentProps } from "react";
import { joinClass } from "./join-class";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";
type ButtonLook = { variant?: ButtonVariant; size?: ButtonSize; className?: string };

const SIZES: Record<ButtonSize, string | false> = { small: "button-small", medium: false, large: "button-large" };

/** Class names of a button; the looks themselves are in controls.css. A page has one primary button at most. */
function buttonClass({ variant = "primary", size = "medium", className }: ButtonLook = {}): string {
  return joinClass("button", `button-${variant}`, SIZES[size], className);
}

/** A plain button. For the button that sends a form use SubmitButton. */
export function Button({ variant, size, className, type = "button", ...rest }: ComponentProps<"button"> & ButtonLook) {
  return <button type={type} className={buttonClass({ variant, size, className })} {...rest} />;
}

/** A link that looks like a button: for going somewhere, never for changing something. */
export function LinkButton({
  variant,
  size,
  className,
  href,
  children,
  ...rest
}: ComponentProps<"a"> & ButtonLook & { href: string }) {
  return (
    <a href={href} className={buttonClass({ variant, size, className })} {...rest}>
      {children}
    </a>
  );
}
