import type { ComponentProps } from "react";
import { FieldFrame, type FieldProps, wireField } from "./field";

export type SelectOption = { value: string; label: string; disabled?: boolean };

/** One of many, from a native list. `placeholder` is a first entry with an empty value. */
export function SelectField({
  name,
  label,
  hint,
  error,
  optional,
  id,
  className,
  options,
  placeholder,
  ...rest
}: FieldProps & { options: readonly SelectOption[]; placeholder?: string } & Omit<
    ComponentProps<"select">,
    keyof FieldProps | "children"
  >) {
  const { control, controlId, messages } = wireField({ id, name, hint, error });
  return (
    <FieldFrame {...{ controlId, messages, label, hint, optional, className }}>
      <select required={!optional} {...rest} {...control} className="control">
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
