import { Notice } from "@/components/ui/notice";
import { formatInstant } from "@/lib/dates";
import type { SettingsView } from "../queries";
import { writeSettings } from "../rules";
import { SettingsForm } from "./settings-form";

/** The form of the settings, and whether names and addresses are gone already. */
export function EditSettings({
  course,
  settings,
}: {
  course: { slug: string; timeZone: string };
  settings: SettingsView;
}) {
  return (
    <>
      {settings.scrubbedAt && (
        <Notice className="mb-8">
          <p>
            Names and addresses were scrubbed on {formatInstant(settings.scrubbedAt, course.timeZone)}. Counts and the
            trail are as they were.
          </p>
        </Notice>
      )}
      <SettingsForm course={course.slug} version={settings.version} initial={writeSettings(settings)} />
    </>
  );
}
