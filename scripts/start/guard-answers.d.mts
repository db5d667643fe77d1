import type { IncomingMessage, ServerResponse } from "node:http";

/** As the header Allow lists them. */
export const ALLOWED_METHODS: string;

export function guardAnswers(settings: {
  publicUrl: string | undefined;
}): (request: IncomingMessage, response: ServerResponse) => boolean;
