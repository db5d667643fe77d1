import { Section } from "@/components/ui/section";
import { Contact } from "./offer-facts";

/** Who of the course answers questions. */
export function WhomToAsk({ name, address }: { name: string; address: string }) {
  return (
    <Section title="Whom to ask">
      <p className="max-w-text">
        <Contact name={name} address={address} />. Say which course you are in, and never send the code itself.
      </p>
    </Section>
  );
}
