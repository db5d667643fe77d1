import { Icon } from "@/components/ui/icon";
import { stepInAsPerson } from "@/server/auth/actions";

type Person = { email: string; name: string; description: string; course: string };

/** The invented people of the demonstration: one press each. */
export function PeopleForm({ people, next }: { people: Person[]; next: string | null }) {
  const hasSeveralCourses = new Set(people.map(({ course }) => course).filter(Boolean)).size > 1;
  return (
    <form action={stepInAsPerson}>
      {next && <input type="hidden" name="next" value={next} />}
      <ul className="divide-y divide-line border-y border-line">
        {people.map(({ email, name, description, course }) => (
          <li key={`${email} ${description} ${course}`}>
            <button
              type="submit"
              name="email"
              value={email}
              className="group -mx-3 flex w-[calc(100%+1.5rem)] cursor-pointer items-center gap-4 rounded-sm px-3 py-3 text-start hover:bg-accent-wash"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-semibold text-accent group-hover:underline group-hover:underline-offset-4">
                  {name}
                </span>
                <span className="block text-sm text-muted">
                  {description}
                  {hasSeveralCourses && course && <>, {course}</>}
                </span>
                <span className="block text-sm break-words text-muted">{email}</span>
              </span>
              <Icon name="arrow-right" className="size-5 flex-none text-accent" />
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}
