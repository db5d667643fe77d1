"use client";

import type { ReactNode } from "react";
import { useFormStatus } from "react-dom";

/**
 * The button that sends its form. While the answer is under way it says so and ignores a second press; it is not `disabled`, which
 * would throw the focus away. Without a script it is an ordinary submit button (and the server is safe against double presses anyway).
 */
export function SubmitButton({
  children,
  pendingLabel = "One moment…",
  variant = "primary",
  size = "medium",
  className = "",
  name,
  value,
}: {
  children: ReactNode;
  pendingLabel?: string;
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "small" | "medium" | "large";
  className?: string;
  name?: string;
  value?: string;
}) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={`button button-${variant} button-${size} ${className}`}
      aria-disabled={pending || undefined}
      data-pending={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : undefined}
    >
      {pending ? pendingLabel : children}
    </button>
  );
}
