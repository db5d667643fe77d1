import { writeDay } from "@/features/courses/rules";
import type { CopiedThings } from "../queries";
import { proposeDates } from "../rules";
import { CopyForm } from "./copy-form";

/** What a copy takes along and what it leaves, and the form that makes it. */
export function CopyCourse({
  course,
  things,
}: {
  course: { slug: string; title: string; startsOn: Date; endsOn: Date };
  things: CopiedThings;
}) {
  const { startsOn, endsOn } = proposeDates(course);
  const initial = { title: course.title, term: "", startsOn: writeDay(startsOn), endsOn: writeDay(endsOn) };
  return (
    <>
      <ul className="mb-8 max-w-text list-disc space-y-1 ps-6">
        <li>
          {things.offers.length === 0 ? "No offers: this course has none" : `Comes along: ${things.offers.join(", ")}`}
          {things.questions > 0 && `, with ${count(things.questions, "question", "questions")}`}
          {things.guides > 0 && `, with ${count(things.guides, "guide", "guides")} in your own words`}
        </li>
        <li>{count(things.attachments, "attachment", "attachments")}; zone, contact and settings</li>
        <li>Stays here: people, codes, requests and messages. If you instruct this course, you instruct the copy</li>
      </ul>
      <CopyForm course={course.slug} initial={initial} />
    </>
  );
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
