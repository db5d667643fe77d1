import { Section } from "@/components/ui/section";
import { paths } from "@/lib/paths";
import { Answer } from "./answers";

/** The help page's answers for instructors and assistants. */
export function InstructorAnswers() {
  return (
    <Section title="Running a course" id="running-a-course">
      <Answer question="How do I begin?">
        <p>
          An administrator of this portal makes the course, or makes you its instructor. Then the{" "}
          <a href={paths.admin} className="link">
            instructors’ pages
          </a>{" "}
          lead through it: an offer, the sponsor’s codes, the roster, a look at all of it, and opening. You can stop
          after any step; nobody sees the course before you open it.
        </p>
      </Answer>
      <Answer question="Which files can I bring?">
        <p>
          CSV, TSV and Excel workbooks as other systems export them, or lines that you paste. Columns are recognised and
          can be corrected by hand. Before anything is written you see what each line would do, and a list of the lines
          that cannot be taken, with the reason.
        </p>
      </Answer>
      <Answer question="I imported the wrong codes">
        <p>
          On the page of the offer’s codes, an import can be undone as long as none of its codes was revealed. You see
          first what that would do. A single code that nobody was given can be taken out by itself.
        </p>
      </Answer>
      <Answer question="There are fewer codes than people">
        <p>
          Who asks when the pool is empty is put on the waiting list, and told so. When you import more codes, the list
          is served by itself in the order of asking, and each person gets a mail.
        </p>
      </Answer>
      <Answer question="A participant’s code does not work">
        <p>
          The report says what they saw. Where the code is to blame, give them another from the pool or from the spares:
          the old one goes into quarantine and is never handed out again. A limit of their account is not the code’s
          fault, and the page says so.
        </p>
      </Answer>
      <Answer question="Who may do what?">
        <p>
          Instructors set up the course and see where each code went. Assistants look after people and requests and see
          no code. Looking at a code, or taking codes out as a file, asks you who you are once more and goes on record.
        </p>
      </Answer>
      <Answer question="What do I tell the sponsor?">
        <p>
          The sponsor’s report of the course has counts, dates and sums and no names, on a page, as a PDF and as a file.
          When all is done, archive the course and set a day after which its names and addresses are scrubbed.
        </p>
      </Answer>
    </Section>
  );
}
