import { Body, Button, Container, Head, Heading, Html, Preview, Section, Text } from "react-email";

export type CreditMailProps = {
  title: string;
  paragraphs: string[];
  action: { label: string; href: string };
  closing: string;
};

const ink = "#1c2421";
const accent = "#14532d";

/** One layout for every mail about a credit: what happened, one thing to do, whom to ask. */
export function CreditMail({ title, paragraphs, action, closing }: CreditMailProps) {
  return (
    <Html lang="en">
      <Head />
      <Preview>{title}</Preview>
      <Body style={{ backgroundColor: "#f7f6f1", color: ink, fontFamily: "system-ui, sans-serif" }}>
        <Container style={{ backgroundColor: "#ffffff", padding: "32px", maxWidth: "560px" }}>
          <Heading as="h1" style={{ fontSize: "22px", lineHeight: "28px", margin: "0 0 16px" }}>
            {title}
          </Heading>
          {paragraphs.map((paragraph) => (
            <Text key={paragraph} style={{ fontSize: "16px", lineHeight: "24px" }}>
              {paragraph}
            </Text>
          ))}
          <Section style={{ margin: "24px 0" }}>
            <Button
              href={action.href}
              style={{
                backgroundColor: accent,
                color: "#ffffff",
                padding: "12px 20px",
                borderRadius: "6px",
                fontSize: "16px",
              }}
            >
              {action.label}
            </Button>
          </Section>
          <Text style={{ color: "#4b5750", fontSize: "14px", lineHeight: "20px" }}>{closing}</Text>
        </Container>
      </Body>
    </Html>
  );
}
