// The control of the fault harness: a portal that answers the same form and keeps none of the promises. It looks for a code without a lock,
// writes statement by statement without a transaction, and says "yours" before the last of them. Under the same kills and cuts the checker
// must find what it did; if it found nothing, it could not see the bug in the real one either.
import { createServer } from "node:http";
import pg from "pg";

const [hostname, port] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 12 });
pool.on("error", () => undefined);
pool.on("connect", (client) => client.on("error", () => undefined));

const FORM =
  '<form method="post"><input type="hidden" name="course"><input type="hidden" name="offer"><button>Request my code</button></form>';

async function claim({ enrolment, offer }) {
  const { rows } = await pool.query(
    `SELECT c.id, c.course_id, (SELECT id FROM allocations WHERE enrolment_id = $2 LIMIT 1) AS mine
     FROM codes c JOIN offers o ON o.id = c.offer_id
     WHERE c.offer_id = $1 AND c.state = 'AVAILABLE' AND o.closes_at > now() ORDER BY random() LIMIT 1`,
    [offer, enrolment],
  );
  const [code] = rows;
  if (!code) return "refused=request";
  if (code.mine) return "done=allocated";
  await pool.query("UPDATE codes SET state = 'ALLOCATED' WHERE id = $1", [code.id]);
  void record({ code, enrolment, offer }).catch(() => undefined);
  return "done=allocated";
}

async function record({ code, enrolment, offer }) {
  const about = [code.course_id, offer, enrolment];
  const request = await pool.query(
    "INSERT INTO requests (id, course_id, offer_id, enrolment_id, state, fulfilled_at) VALUES (uuid7(), $1, $2, $3, 'FULFILLED', now()) RETURNING id",
    about,
  );
  const allocation = await pool.query(
    "INSERT INTO allocations (id, course_id, offer_id, enrolment_id, code_id, request_id) VALUES (uuid7(), $1, $2, $3, $4, $5) RETURNING id",
    [...about, code.id, request.rows[0].id],
  );
  const { id } = allocation.rows[0];
  await pool.query(
    "INSERT INTO audit_events (course_id, offer_id, act, subject_type, subject_id) VALUES ($1, $2, 'code.allocated', 'allocation', $3)",
    [code.course_id, offer, id],
  );
  await pool.query(
    "INSERT INTO outbox_jobs (task, payload) VALUES ('send-credit-mail', jsonb_build_object('kind', 'code-ready', 'allocationId', $1::text))",
    [id],
  );
}

const server = createServer(async (request, response) => {
  if (request.method === "GET") return response.end(FORM);
  request.resume();
  const { "x-enrolment": enrolment, "x-offer": offer } = request.headers;
  try {
    const said = await claim({ enrolment, offer });
    response.writeHead(303, { Location: `/?${said}` }).end();
  } catch {
    response.writeHead(503, { "Retry-After": "1" }).end("Try this page again");
  }
});
server.listen(Number(port), hostname, () => process.send?.({ listening: Number(port) }));
process.on("disconnect", () => process.exit(0));
process.on("message", () => process.exit(0));
