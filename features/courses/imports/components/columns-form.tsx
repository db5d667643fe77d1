"use client";

import { Checkbox } from "@/components/ui/choice-field";
import { SelectField } from "@/components/ui/select-field";
import { ActionForm, type StateAction } from "@/features/courses/components/action-form";

/** What the form asks a column for. */
export type ColumnField = { name: string; label: string; optional?: boolean };

/** Says which column holds what, where the portal has not recognised them or has done so wrongly. The dry run begins with it. */
export function ColumnsForm({
  action,
  hidden,
  fields,
  columns,
  names,
  titlesLine = 1,
  isChange,
}: {
  action: StateAction;
  hidden: Record<string, string>;
  fields: readonly ColumnField[];
  /** The columns as they are now; -1 for none. */
  columns: Record<string, number | boolean>;
  /** What to call each column of the file. */
  names: readonly string[];
  /** The number of the line that may name them. */
  titlesLine?: number;
  /** The columns are known already: going on with them is another form's. */
  isChange: boolean;
}) {
  const initial = Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, String(value)]));
  return (
    <ActionForm
      action={action}
      hidden={hidden}
      initial={initial}
      submit="Check with these columns"
      variant={isChange ? "secondary" : undefined}
    >
      {(field) => (
        <>
          {fields.map(({ name, label, optional }) => {
            const wired = field(name);
            return (
              <SelectField
                key={`${name} ${wired.defaultValue}`}
                {...wired}
                label={label}
                optional={optional}
                options={[
                  { value: "-1", label: optional ? "None" : "Choose a column" },
                  ...names.map((column, index) => ({ value: String(index), label: column })),
                ]}
              />
            );
          })}
          <Checkbox
            name="header"
            optional
            label={titlesLine === 1 ? "The first line names the columns" : `Line ${titlesLine} names the columns`}
            defaultChecked={["true", "on"].includes(field("header").defaultValue)}
          />
        </>
      )}
    </ActionForm>
  );
}
