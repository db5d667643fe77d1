import { LinkButton } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { paths } from "@/lib/paths";

type FormAction = (form: FormData) => Promise<void>;

/** For who has confirmed a moment ago: the way on. */
export function ConfirmedNotice({ next }: { next: string | null }) {
  return (
    <Notice kind="success" title="You have confirmed that it is you">
      <p>This holds for ten minutes, in this browser.</p>
      <p>
        <LinkButton href={next ?? paths.admin} size="small">
          Go on
        </LinkButton>
      </p>
    </Notice>
  );
}

/** Where one came from: the page asked for would only lead here again. */
const COURSE = /^\/admin\/courses\/(?!new\b)[a-z0-9-]+/;

/** For who would rather not: to the course of the page that was asked for, or to all of them. */
export function WayBack({ next }: { next: string | null }) {
  return (
    <p className="mt-8">
      <a href={next?.match(COURSE)?.[0] ?? paths.admin} className="link">
        Leave it, and go back
      </a>
    </p>
  );
}

/** The two steps of confirming: have a code sent, and type it. Both stand on one page, because a mail may be late. */
export function ConfirmForm({
  view,
  next,
  problem,
  send,
  confirm,
}: {
  view: { email: string; isUnderWay: boolean; demonstration: boolean };
  next: string | null;
  problem: string | null;
  send: FormAction;
  confirm: FormAction;
}) {
  const goingTo = next && <input type="hidden" name="next" value={next} />;
  return (
    <div className="max-w-text space-y-8">
      {problem === "enough" && (
        <Notice kind="caution" title="No more mails for now" announce>
          <p>You have been sent five codes within an hour. Type the newest one, or come back in a while.</p>
        </Notice>
      )}
      {view.isUnderWay ? (
        <form action={confirm} className="space-y-4">
          {goingTo}
          <p>
            A mail with a code is on its way to <strong className="break-words">{view.email}</strong>. It is good for
            ten minutes.
            {view.demonstration && (
              <>
                {" "}
                In the demonstration{" "}
                <a href={paths.demonstrationMails} className="link">
                  it is shown here
                </a>
                .
              </>
            )}
          </p>
          <TextField
            name="code"
            label="Code from the mail"
            hint="Eight letters and digits, such as ABCD-2345."
            code
            width="short"
            maxLength={20}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            error={problem === "code" ? WRONG : null}
            autoFocus={problem === "code"}
          />
          <SubmitButton>Confirm</SubmitButton>
        </form>
      ) : (
        problem === "code" && (
          <Notice kind="caution" title="That code is no longer good" announce>
            <p>It was typed wrongly five times, or its ten minutes are over. Have another one sent.</p>
          </Notice>
        )
      )}
      <form action={send}>
        {goingTo}
        <SubmitButton variant={view.isUnderWay ? "secondary" : "primary"}>
          {view.isUnderWay ? "Send another code" : `Send a code to ${view.email}`}
        </SubmitButton>
      </form>
    </div>
  );
}

const WRONG = "That code is not right. Compare it with the newest mail, and mind that five wrong ones make it useless.";
