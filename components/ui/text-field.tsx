import type { ComponentProps } from "react";
import { FieldFrame, type FieldProps, wireField } from "./field";
import { joinClass } from "./join-class";

// Widths follow what is to be typed, so that the box itself says how much is expected.
const WIDTHS = { full: "", medium: "max-w-xs", short: "max-w-44", tiny: "max-w-28" } as const;

type Width = keyof typeof WIDTHS;
type InputProps = FieldProps & { width?: Width; code?: boolean } & Omit<
    ComponentProps<"input">,
    keyof FieldProps | "width"
  >;

/** One line of text, a date, a number. `code` sets a face that tells 0 from O and switches off corrections. */
export function TextField({
  name,
  label,
  hint,
  error,
  optional,
  id,
  className,
  width = "full",
  code,
  ...rest
}: InputProps) {
  const { control, controlId, messages } = wireField({ id, name, hint, error });
  return (
    <FieldFrame {...{ controlId, messages, label, hint, optional, className }}>
      <input
        type="text"
        required={!optional}
        {...(code && { autoCapitalize: "off", autoCorrect: "off", autoComplete: "off", spellCheck: false })}
        {...rest}
        {...control}
        className={joinClass("control", WIDTHS[width], code && "font-mono tracking-wide")}
      />
    </FieldFrame>
  );
}

type AreaProps = FieldProps & { code?: boolean } & Omit<ComponentProps<"textarea">, keyof FieldProps>;

/** Several lines of text. */
export function TextAreaField({ name, label, hint, error, optional, id, className, code, ...rest }: AreaProps) {
  const { control, controlId, messages } = wireField({ id, name, hint, error });
  return (
    <FieldFrame {...{ controlId, messages, label, hint, optional, className }}>
      <textarea
        required={!optional}
        spellCheck={code ? false : undefined}
        {...rest}
        {...control}
        className={joinClass("control", code && "font-mono text-sm")}
      />
    </FieldFrame>
  );
}

/** A file to send. `accept` narrows the chooser only; the server judges by the bytes. */
export function FileField({
  name,
  label,
  hint,
  error,
  optional,
  id,
  className,
  ...rest
}: FieldProps & Omit<ComponentProps<"input">, keyof FieldProps | "type">) {
  const { control, controlId, messages } = wireField({ id, name, hint, error });
  return (
    <FieldFrame {...{ controlId, messages, label, hint, optional, className }}>
      <input required={!optional} {...rest} type="file" {...control} className="control" />
    </FieldFrame>
  );
}
