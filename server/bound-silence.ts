import type pg from "pg";

/** Whoever lets the server take its time (statement_timeout) lets it be silent for as long; until the transaction is over. */
const TAKES_TIME = /\bstatement_timeout\b/i;
const OVER = /^\s*(COMMIT|ROLLBACK(?!\s+TO))\b/i;

/** pg's own word, when its `query_timeout` is over. */
const SILENCE = "Query read timeout";

type Asked = string | { text?: string } | undefined;

/**
 * Bounds how long a connection waits for the server's answer to one statement, in milliseconds. The server ends statements by itself (statement_timeout), but one that is
 * frozen, or beyond a network that swallows everything, ends nothing: without this, every page would wait for ever. What the server did is then unknown, as after any
 * lost connection; the connection is closed, so that nobody else gets it, and whoever asks again gets another.
 */
export function boundSilence({ client, longest }: { client: pg.ClientBase; longest: number }): void {
  const own = client as pg.ClientBase & {
    end: () => Promise<void>;
    connectionParameters: { query_timeout: number };
    connection: { stream: { destroy: () => void } };
  };
  const ask = client.query.bind(client) as (...asked: unknown[]) => unknown;
  const closeIfSilent = (error: unknown) => {
    if (!(error instanceof Error) || error.message !== SILENCE) return;
    // The pool must know at once that this one is at its end; saying goodbye would wait for an answer again.
    own.end().catch(() => undefined);
    own.connection.stream.destroy();
  };
  let takesTime = false;
  client.query = ((...asked: unknown[]) => {
    const [first] = asked as [Asked];
    const text = (typeof first === "string" ? first : first?.text) ?? "";
    if (OVER.test(text)) takesTime = false;
    else if (TAKES_TIME.test(text)) takesTime = true;
    // pg reads it at each call; 0 is none.
    own.connectionParameters.query_timeout = takesTime ? 0 : longest;
    const last = asked.at(-1);
    if (typeof last === "function") {
      const tell = (error: unknown, ...more: unknown[]) => {
        closeIfSilent(error);
        last(error, ...more);
      };
      return ask(...asked.slice(0, -1), tell);
    }
    const answer = ask(...asked);
    if (answer instanceof Promise) answer.catch(closeIfSilent);
    return answer;
  }) as typeof client.query;
}
