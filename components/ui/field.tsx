import type { ReactNode } from "react";
import { joinClass } from "./join-class";
import { ToneShape } from "./tone-shape";

/** What every field takes. `error` is a sentence, or several; a field is required unless `optional`. */
export type FieldProps = {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | readonly string[] | null;
  optional?: boolean;
  id?: string;
  className?: string;
};

/** The attributes that tie a control to its label, hint and error. Refuses nothing; an empty error counts as none. */
export function wireField({ id, name, hint, error }: Pick<FieldProps, "id" | "name" | "hint" | "error">) {
  const controlId = id ?? `field-${name}`;
  const messages = (typeof error === "string" ? [error] : (error ?? [])).filter(Boolean);
  const invalid = messages.length > 0;
  const describedBy = joinClass(invalid && `${controlId}-error`, hint != null && `${controlId}-hint`) || undefined;
  return {
    controlId,
    messages,
    control: { id: controlId, name, "aria-describedby": describedBy, "aria-invalid": invalid || undefined },
  };
}

/** The errors of one field, directly above its control. */
export function FieldErrors({ id, messages }: { id: string; messages: readonly string[] }) {
  if (messages.length === 0) return null;
  return (
    <div id={id} className="mb-2 space-y-1 font-semibold text-danger">
      {messages.map((message) => (
        <p key={message} className="flex gap-2">
          <ToneShape tone="danger" className="mt-[0.22em] size-[1.05em]" />
          <span>
            <span className="sr-only">Error: </span>
            {message}
          </span>
        </p>
      ))}
    </div>
  );
}

/** The word after the label of a field that may stay empty. */
export function OptionalMark({ optional }: { optional?: boolean }) {
  return optional ? <span className="font-normal text-muted"> (optional)</span> : null;
}

/** Label above, then hint, then error, then the control. */
export function FieldFrame({
  controlId,
  messages,
  label,
  hint,
  optional,
  className,
  children,
}: Pick<FieldProps, "label" | "hint" | "optional" | "className"> & {
  controlId: string;
  messages: readonly string[];
  children: ReactNode;
}) {
  return (
    <div className={joinClass("max-w-text", messages.length > 0 && "border-s-4 border-danger ps-4", className)}>
      <label htmlFor={controlId} className="mb-1 block font-semibold">
        {label}
        <OptionalMark optional={optional} />
      </label>
      {hint != null && (
        <div id={`${controlId}-hint`} className="mb-2 text-sm text-muted">
          {hint}
        </div>
      )}
      <FieldErrors id={`${controlId}-error`} messages={messages} />
      {children}
    </div>
  );
}
