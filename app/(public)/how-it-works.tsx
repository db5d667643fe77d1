import { Section } from "@/components/ui/section";

const STEPS = [
  {
    title: "Ask for your code",
    text: "Sign in with the address your course knows. If your course has a code for you, one press makes it yours, and nobody else will ever get the same one.",
  },
  {
    title: "Redeem it, step by step",
    text: "A guide with drawings leads you through the provider’s own pages: where to type the code, what you should see afterwards, and what to do if you see something else.",
  },
  {
    title: "Guard your bill",
    text: "Before you spend anything, set up a budget that warns you. The guide works the figures out from the size of your credit and names the last day to redeem.",
  },
];

const PROMISES = [
  {
    title: "We never ask for a cloud password",
    text: "You redeem the code yourself, in your own account, on the provider’s own pages.",
  },
  {
    title: "Your code is shown to you only",
    text: "It is kept encrypted, opened when you say so, and never put into a mail.",
  },
  {
    title: "Bursar charges nothing",
    text: "There is no card to enter here. The sponsor’s terms for the credit are in the guide.",
  },
];

/** What a stranger wants to know before signing in: the three steps, and what can be relied on. */
export function HowItWorks() {
  return (
    <>
      <Section title="How it works" stacked className="mt-14 sm:mt-20">
        <ol className="grid gap-x-10 gap-y-8 md:grid-cols-3">
          {STEPS.map(({ title, text }, index) => (
            <li key={title} className="flex gap-4 md:block">
              <span aria-hidden="true" className="tabular text-3xl leading-none font-light text-accent">
                {index + 1}
              </span>
              <div className="md:mt-3">
                <h3 className="text-lg">{title}</h3>
                <p className="mt-1">{text}</p>
              </div>
            </li>
          ))}
        </ol>
      </Section>

      <Section title="What you can rely on">
        <dl className="max-w-text divide-y divide-line">
          {PROMISES.map(({ title, text }) => (
            <div key={title} className="py-4 first:pt-0 last:pb-0">
              <dt className="font-semibold">{title}</dt>
              <dd className="text-muted">{text}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  );
}
