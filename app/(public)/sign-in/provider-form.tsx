import { SubmitButton } from "@/components/ui/submit-button";
import { signInByProvider } from "@/server/auth/actions";

/** The way round the mail: the OpenID Connect provider of the environment. */
export function ProviderForm({ provider, next }: { provider: string; next: string | null }) {
  return (
    <form action={signInByProvider} className="mt-8 border-t border-line pt-6">
      {next && <input type="hidden" name="next" value={next} />}
      <p className="mb-3 text-muted">Or without a mail, if your account there has the same address:</p>
      <SubmitButton variant="secondary" size="large" className="w-full sm:w-auto">
        Sign in with {provider}
      </SubmitButton>
    </form>
  );
}
