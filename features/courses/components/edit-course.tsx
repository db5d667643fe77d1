import { paths } from "@/lib/paths";
import { listTimeZones } from "@/lib/time-zones";
import { writeCourse } from "../rules";
import type { CourseInput } from "../schema";
import { CourseForm } from "./course-form";

/** The form of a new course, in UTC until somebody says otherwise. */
export function NewCourse() {
  return <CourseForm timeZones={listTimeZones()} initial={{ timeZone: "UTC" }} cancelHref={paths.admin} />;
}

/** The form of a course that there is. */
export function EditCourse({ course }: { course: CourseInput & { slug: string; version: number } }) {
  const cancelHref = paths.adminCourse(course.slug);
  return (
    <CourseForm
      timeZones={listTimeZones()}
      initial={writeCourse(course)}
      course={course.slug}
      version={course.version}
      cancelHref={cancelHref}
    />
  );
}
