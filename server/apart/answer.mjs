// The child's side of server/apart/read-apart.ts: what comes in is a length, facts as JSON and the file; what goes out is the same.

/** Reads the message, hands it to `read({ about, bytes })`, and answers with its facts and files, or with its reason. */
export async function answer(read) {
  let head;
  let files = [];
  try {
    const pieces = [];
    for await (const piece of process.stdin) pieces.push(piece);
    const message = Buffer.concat(pieces);
    const end = 4 + message.readUInt32BE(0);
    const made = await read({ about: JSON.parse(message.subarray(4, end).toString()), bytes: message.subarray(end) });
    files = made.files ?? [];
    head = made.reason
      ? { reason: made.reason }
      : { facts: made.facts ?? {}, sizes: files.map(({ length }) => length) };
  } catch (error) {
    // A library that got no memory says so in its own way; whatever else it says may quote the file.
    const isShort = error instanceof RangeError && /alloc/i.test(error.message);
    head = { reason: isShort ? "took-too-much" : "unreadable" };
  }
  const json = Buffer.from(JSON.stringify(head));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  process.stdout.write(Buffer.concat([length, json, ...files]), () => process.exit(0));
}
