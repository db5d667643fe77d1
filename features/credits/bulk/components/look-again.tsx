"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { LinkButton } from "@/components/ui/button";

const PAUSE_MS = 1500;

/** Looks again by itself while there is a script, and by a link where there is none. */
export function LookAgain({ href }: { href: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), PAUSE_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <LinkButton href={href} variant="secondary">
      Look again
    </LinkButton>
  );
}
