import { Button, LinkButton } from "@/components/ui/button";
import { SelectField } from "@/components/ui/select-field";
import { standingWords } from "@/features/messages/rules";
import { standings } from "@/features/messages/schema";
import { roleWords } from "@/features/roster/rules";
import { roles } from "@/features/roster/schema";
import { paths } from "@/lib/paths";

/** The ways to choose whom a letter goes to. Each is a form that only asks: its answer is in the address. */
export function ChooseLetter({
  course,
  offers,
}: {
  course: string;
  offers: readonly { slug: string; name: string }[];
}) {
  const action = paths.newMessage(course);
  return (
    <div className="max-w-text space-y-8">
      <form method="get" action={action} className="space-y-3">
        <input type="hidden" name="kind" value="letter" />
        <input type="hidden" name="by" value="role" />
        <SelectField
          name="role"
          label="By role"
          options={[
            { value: "EVERYBODY", label: "Everybody on the roster" },
            ...roles.map((role) => ({ value: role, label: `Every ${roleWords[role].toLowerCase()}` })),
          ]}
        />
        <Button type="submit" variant="secondary">
          Choose this role
        </Button>
      </form>
      {offers.length > 0 && (
        <form method="get" action={action} className="space-y-3 border-t border-line pt-6">
          <input type="hidden" name="kind" value="letter" />
          <input type="hidden" name="by" value="standing" />
          <SelectField
            name="offer"
            label="By where they stand with"
            options={offers.map(({ slug, name }) => ({ value: slug, label: name }))}
          />
          <SelectField
            name="standing"
            label="Participants who"
            options={standings.map((standing) => ({ value: standing, label: standingWords[standing] }))}
          />
          <Button type="submit" variant="secondary">
            Choose this standing
          </Button>
        </form>
      )}
      <div className="border-t border-line pt-6">
        <p className="mb-3 font-semibold">One by one</p>
        <LinkButton href={`${action}?kind=letter&by=people&choose=on`} variant="secondary">
          Check people on the roster
        </LinkButton>
      </div>
    </div>
  );
}
