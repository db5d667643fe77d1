import type { IncomingMessage, ServerResponse } from "node:http";

export function guardAnswers(settings: {
  publicUrl: string | undefined;
}): (request: IncomingMessage, response: ServerResponse) => boolean;
