import type { ReactNode } from "react";
import { FieldErrors, type FieldProps, OptionalMark, wireField } from "./field";
import { joinClass } from "./join-class";

export type Choice = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

const ROW = "flex cursor-pointer gap-3 py-2";

/** One of a few, all in sight. The first control carries the field's id, so that an error summary can lead to it. */
export function RadioGroup({
  name,
  label,
  hint,
  error,
  optional,
  id,
  className,
  choices,
  defaultValue,
}: FieldProps & { choices: readonly Choice[]; defaultValue?: string }) {
  const { controlId, control, messages } = wireField({ id, name, hint, error });
  return (
    <fieldset
      aria-describedby={control["aria-describedby"]}
      className={joinClass("max-w-text", messages.length > 0 && "border-s-4 border-danger ps-4", className)}
    >
      <legend className="mb-1 font-semibold">
        {label}
        <OptionalMark optional={optional} />
      </legend>
      {hint != null && (
        <div id={`${controlId}-hint`} className="mb-2 text-sm text-muted">
          {hint}
        </div>
      )}
      <FieldErrors id={`${controlId}-error`} messages={messages} />
      {choices.map((choice, index) => (
        <label key={choice.value} className={ROW}>
          <input
            type="radio"
            id={index === 0 ? controlId : `${controlId}-${index + 1}`}
            name={name}
            value={choice.value}
            defaultChecked={choice.value === defaultValue}
            disabled={choice.disabled}
            required={!optional}
            className="choice"
          />
          <span className="min-w-0">
            <span className="block">{choice.label}</span>
            {choice.hint != null && <span className="block text-sm text-muted">{choice.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A single yes. `optional` is the rule for a box that may stay empty; without it the box must be ticked. */
export function Checkbox({
  name,
  label,
  hint,
  error,
  optional,
  id,
  className,
  value = "on",
  defaultChecked,
}: FieldProps & { value?: string; defaultChecked?: boolean }) {
  const { control, controlId, messages } = wireField({ id, name, hint, error });
  return (
    <div className={joinClass("max-w-text", messages.length > 0 && "border-s-4 border-danger ps-4", className)}>
      <FieldErrors id={`${controlId}-error`} messages={messages} />
      <div className={ROW}>
        <input
          type="checkbox"
          value={value}
          defaultChecked={defaultChecked}
          required={!optional}
          {...control}
          className="choice"
        />
        <span className="min-w-0">
          <label htmlFor={controlId} className="block cursor-pointer">
            {label}
          </label>
          {hint != null && (
            <span id={`${controlId}-hint`} className="block text-sm text-muted">
              {hint}
            </span>
          )}
        </span>
      </div>
    </div>
  );
}
