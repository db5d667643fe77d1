import type { ReactNode } from "react";
import { Section } from "@/components/ui/section";
import { paths } from "@/lib/paths";

/** A question with its answer, for the sections of the help page. */
export function Answer({ question, children }: { question: string; children: ReactNode }) {
  return (
    <div className="max-w-text py-5 first:pt-0">
      <h3 className="text-lg">{question}</h3>
      <div className="mt-1 space-y-3">{children}</div>
    </div>
  );
}

/** The answers of the help page, a section a subject; the identifiers are those of the page's contents. */
export function HelpAnswers() {
  return (
    <>
      <Section title="Signing in" id="signing-in">
        <Answer question="The mail does not come">
          <p>
            Give it two minutes and look in the folder for unwanted mail. Then check the address: it has to be the one
            your course enrolled you with, which is often the one of your school or institute.
          </p>
          <p>
            For the protection of everybody on a roster, the sign-in page answers the same for every address. So it
            cannot tell you that an address is unknown; the contact of your course can.
          </p>
        </Answer>
        <Answer question="The link says that it is no longer good">
          <p>
            A link works once, and for ten minutes.{" "}
            <a href={paths.signIn} className="link">
              Ask for a new one
            </a>
            . The mail also holds a short code that you can type instead, for example when you read your mail on another
            device.
          </p>
        </Answer>
        <Answer question="My course is missing">
          <p>
            You are probably signed in with another address than the one on the roster of your course. Sign out, sign in
            with that one, or ask your course to change it.
          </p>
        </Answer>
      </Section>

      <Section title="Whom to ask" id="whom-to-ask">
        <Answer question="Who looks after my request?">
          <p>
            The people who run your course. Their name and address stand on the page of the course, under “Whom to ask”.
            That page also shows whether your request was received and where it stands, so you need not write to find
            that out.
          </p>
        </Answer>
        <Answer question="Can the cloud provider help me with the code?">
          <p>
            With your account and your bill: yes. With the code: rarely, because the sponsor gave it to the course.
            Report it here first; your course may have a spare one.
          </p>
        </Answer>
      </Section>

      <Section title="Bills" id="bills">
        <Answer question="Can this cost me money?">
          <p>
            Not through Bursar, which has no card of yours. Your cloud account can, once the credit is used up or has
            expired, or for services that the credit does not cover: the provider then charges the card that you gave
            there.
          </p>
          <p>
            So set up the budget warning that the guide describes before you start anything, switch off what you no
            longer use, and remember that a warning is not a brake: it tells you, it does not stop the spending.
          </p>
        </Answer>
        <Answer question="The credit does not show on my bill">
          <p>
            It can take some hours to appear among your credits, and the amount that remains is often worked out only at
            the end of the month. The guide shows where to look in the meantime.
          </p>
        </Answer>
      </Section>

      <Section title="A code that does not work" id="code-problems">
        <Answer question="What should I do first?">
          <p>
            Read what the provider’s page says, word for word, and copy the code again with the button instead of typing
            it. Then choose “This code does not work” on the page of your code: it asks what you saw and answers to
            that.
          </p>
        </Answer>
        <Answer question="It says that my account has reached a limit">
          <p>
            Then the code is still good. The limit belongs to the account, which has had as many codes as it may. The
            code works in another account of yours, and so it is not replaced.
          </p>
        </Answer>
        <Answer question="It says that the code was already used">
          <p>
            Look at the credits of your other accounts first; people often find it there. If it is in none of them,
            report it, and your course is told at once.
          </p>
        </Answer>
        <Answer question="The last day to redeem has passed">
          <p>The sponsor sets that day, and neither Bursar nor your course can move it.</p>
        </Answer>
      </Section>

      <Section title="Privacy" id="privacy">
        <Answer question="Who sees my code?">
          <p>
            You, after you have opened it. It is stored encrypted and is in no mail, no address and no log. An
            instructor of your course can look at it only by an act that is itself put on record.
          </p>
        </Answer>
        <Answer question="What does Bursar know about me?">
          <p>
            Your name and address as your course entered them, which code you were given and when you opened it, what
            you told us about redeeming it, how far you are in the guide, and when each of these happened. Nothing of
            your cloud account: no password, no key, no balance.
          </p>
          <p>
            Signed in, you can{" "}
            <a href={paths.myData} className="link">
              take all of it with you as a file
            </a>
            . A course can set a day after which names and addresses are scrubbed, and whoever runs it can forget you at
            once if you ask them to.
          </p>
        </Answer>
      </Section>
    </>
  );
}
