import type { IncomingMessage, ServerResponse } from "node:http";

/** See answer-faults.mjs. */
export function answerFaults(exchange: { request: IncomingMessage; response: ServerResponse }): void;
