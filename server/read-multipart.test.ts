import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BrokenForm, OversizedForm, readMultipart } from "./read-multipart";

const CONTENT_TYPE = "multipart/form-data; boundary=----WebKitFormBoundaryX";

async function* inPieces(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function readAll(bytes: Buffer, size = bytes.length, contentType = CONTENT_TYPE) {
  const read: [string, string | null, string][] = [];
  for await (const part of readMultipart({ body: inPieces(bytes, size), contentType })) {
    const pieces: Buffer[] = [];
    for await (const piece of part.bytes) pieces.push(Buffer.from(piece));
    read.push([part.name, part.fileName, Buffer.concat(pieces).toString("latin1")]);
  }
  return read;
}

async function formOf(fields: [string, string | File][]) {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  const response = new Response(form);
  return {
    bytes: Buffer.from(await response.arrayBuffer()),
    contentType: response.headers.get("content-type") ?? "",
  };
}

describe("readMultipart", () => {
  it("reads fields and files, in whatever pieces they come", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom("", "\r\n", "\r\n--", "------formdata", '"'),
        async (random, size, tricky) => {
          const file = Buffer.concat([Buffer.from(random), Buffer.from(tricky)]);
          const { bytes, contentType } = await formOf([
            ["file", new File([file], "codes.csv")],
            ["pasted", tricky],
          ]);
          expect(await readAll(bytes, size, contentType)).toEqual([
            ["file", "codes.csv", file.toString("latin1")],
            ["pasted", null, expect.any(String)],
          ]);
        },
      ),
    );
  });

  it("passes over what is left of a field that nobody wanted", async () => {
    const { bytes, contentType } = await formOf([
      ["first", "x".repeat(5_000)],
      ["second", "2"],
    ]);
    const names: string[] = [];
    for await (const { name } of readMultipart({ body: inPieces(bytes, 64), contentType })) names.push(name);
    expect(names).toEqual(["first", "second"]);
  });

  it("tells a file field that was left alone by its empty name, and mends the names that browsers write", async () => {
    const part = (head: string) =>
      Buffer.from(`------WebKitFormBoundaryX\r\n${head}\r\n\r\n\r\n------WebKitFormBoundaryX--\r\n`);
    expect(await readAll(part('Content-Disposition: form-data; name="file"; filename=""'))).toEqual([["file", "", ""]]);
    expect(await readAll(part('content-disposition: form-data; name="file"; filename="a%22b%0d%0a 100%.csv"'))).toEqual(
      [["file", 'a"b 100%.csv', ""]],
    );
  });

  it.each([
    ["no boundary", "text/plain", "x"],
    [
      "breaks off",
      CONTENT_TYPE,
      '------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name="a"\r\n\r\nand then',
    ],
    ["never begins", CONTENT_TYPE, "nothing of the kind"],
    ["has an endless head", CONTENT_TYPE, `------WebKitFormBoundaryX\r\n${"x".repeat(40_000)}`],
    [
      "has no name",
      CONTENT_TYPE,
      "------WebKitFormBoundaryX\r\nContent-Type: text/plain\r\n\r\n\r\n------WebKitFormBoundaryX--",
    ],
  ])("refuses a form that %s", async (_, contentType, text) => {
    await expect(readAll(Buffer.from(text), 1_000, contentType)).rejects.toBeInstanceOf(BrokenForm);
  });

  const field = (name: string, head = "") =>
    `------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name="${name}"\r\n${head}\r\nx\r\n`;

  it("refuses thousands of fields, and a head that is far too long although it ends (T13)", async () => {
    const end = "------WebKitFormBoundaryX--\r\n";
    expect(await readAll(Buffer.from(field("a").repeat(50) + end))).toHaveLength(50);
    for (const text of [field("a").repeat(5_000) + end, field("a", `X-Long: ${"y".repeat(60_000)}\r\n`) + end]) {
      await expect(readAll(Buffer.from(text))).rejects.toBeInstanceOf(BrokenForm);
    }
  });

  it.each([
    ["a file", field("file").slice(0, -3)],
    ["what stands before the first field", ""],
  ])("stops a stream without end in %s, also where nobody wants its bytes (T13)", async (_, begin) => {
    let sent = 0;
    async function* endless() {
      yield Buffer.from(begin);
      for (;;) {
        sent += 64 * 1024;
        yield Buffer.alloc(64 * 1024, "x");
      }
    }
    const read = async () => {
      for await (const _part of readMultipart({ body: endless(), contentType: CONTENT_TYPE, most: 1024 * 1024 }));
    };
    await expect(read()).rejects.toBeInstanceOf(OversizedForm);
    expect(sent).toBeLessThanOrEqual(1024 * 1024 + 64 * 1024);
  });

  it("stops a field's head without end long before that (T13)", async () => {
    let sent = 0;
    async function* endless() {
      yield Buffer.from('------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name="');
      for (; sent < 1024 * 1024; sent += 1024) yield Buffer.alloc(1024, "x");
    }
    const read = async () => {
      for await (const _part of readMultipart({ body: endless(), contentType: CONTENT_TYPE }));
    };
    await expect(read()).rejects.toThrow("without an end of its head");
    expect(sent).toBeLessThan(32 * 1024);
  });
});
