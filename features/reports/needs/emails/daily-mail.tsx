import { Heading, Link, Section, Text } from "react-email";
import { paths } from "@/lib/paths";
import { environment } from "@/server/env";
import { letterStyle, renderLetter } from "@/server/render-letter";

type DailyMailProps = {
  to: string;
  name: string;
  mayInstruct: boolean;
  course: { slug: string; title: string; timeZone: string };
  needs: readonly { sentence: string; link: { href: string; label: string } }[];
};

const LINK = { color: "#0a4951" };

/** "What needs me now" of a course as a mail: each thing with the way to where it is mended. */
export function writeDailyMail({ to, name, mayInstruct, course, needs }: DailyMailProps) {
  const { publicUrl } = environment();
  const things = needs.length === 1 ? "1 thing needs you" : `${needs.length} things need you`;
  return renderLetter({
    to,
    subject: `${course.title}: ${things}`,
    preview: needs[0]?.sentence ?? things,
    children: (
      <>
        <Heading as="h1" style={letterStyle.heading}>
          {things} in {course.title}
        </Heading>
        <Text style={letterStyle.text}>{name ? `Good morning ${name},` : "Good morning,"}</Text>
        {needs.map(({ sentence, link }) => (
          <Text key={sentence} style={letterStyle.text}>
            {sentence}
            <br />
            <Link href={publicUrl + link.href} style={LINK}>
              {link.label}
            </Link>
          </Text>
        ))}
        <Section style={{ margin: "24px 0" }}>
          <Link href={publicUrl + paths.adminCourse(course.slug)} style={letterStyle.button}>
            Open the course
          </Link>
        </Section>
        <Text style={letterStyle.small}>
          Times are in {course.timeZone.replaceAll("_", " ")}. This list comes once a day to everybody who looks after
          the course, when there is something in it that they can do.{" "}
          {mayInstruct ? (
            <>
              It can be switched off in the{" "}
              <Link href={publicUrl + paths.courseSettings(course.slug)} style={LINK}>
                settings of the course
              </Link>
              .
            </>
          ) : (
            "An instructor can switch it off in the settings of the course."
          )}
        </Text>
      </>
    ),
  });
}
