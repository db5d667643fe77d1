import pino from "pino";
import { environment } from "./env";
import { currentRequestId } from "./request-context";

let logger: pino.Logger | undefined;

/**
 * Structured log on standard output. Fields that could carry a secret are redacted by name as a second guard; the
 * first is not to log them.
 */
export function log(): pino.Logger {
  logger ??= pino({
    level: environment().logLevel,
    // Every line of one request can be found by the identifier that its answer carried.
    mixin: () => {
      const request = currentRequestId();
      return request ? { request } : {};
    },
    redact: {
      paths: [
        "code",
        "token",
        "secret",
        "cookie",
        "authorization",
        "password",
        "*.code",
        "*.token",
        "*.secret",
        "*.cookie",
        "*.password",
      ],
      censor: "[redacted]",
    },
  });
  return logger;
}
