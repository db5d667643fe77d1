import { SubmitButton } from "@/components/ui/submit-button";
import { TextField } from "@/components/ui/text-field";
import { requestSignInMail } from "@/server/auth/actions";

/** Asks for the address. Whoever gets an error finds the cursor in the field, and what they typed still there. */
export function AddressForm({ typed, error, next }: { typed: string; error: string | null; next: string | null }) {
  return (
    <form action={requestSignInMail} noValidate={error !== null} className="space-y-4">
      {next && <input type="hidden" name="next" value={next} />}
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        hint="The one your course enrolled you with."
        autoComplete="email"
        maxLength={254}
        defaultValue={typed}
        error={error}
        autoFocus={error !== null}
      />
      <SubmitButton size="large" className="w-full sm:w-auto">
        Send me a mail
      </SubmitButton>
    </form>
  );
}
