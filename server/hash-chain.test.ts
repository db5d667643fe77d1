import { expect, it } from "vitest";
import { isGenuine, makeSeal, NO_SEAL, sealRows } from "./hash-chain";

const key = Buffer.alloc(32, 1);
const rows = sealRows([{ id: 1n, cells: ["a", null] }]);
const seal = makeSeal({ rows, number: 2, previous: NO_SEAL, sealedAt: new Date(0), key });

it("a seal holds to the one before it, to its key and to every one of its facts (T18)", () => {
  expect(isGenuine({ seal, previous: NO_SEAL, key })).toBe(true);
  expect(isGenuine({ seal, previous: Buffer.alloc(32, 9), key })).toBe(false);
  expect(isGenuine({ seal, previous: NO_SEAL, key: Buffer.alloc(32, 2) })).toBe(false);
  const changes = [
    { number: 3 },
    { lastId: 2n },
    { count: 2 },
    { sealedAt: new Date(1) },
    { listing: Buffer.alloc(16) },
  ];
  for (const change of [...changes, { rowsDigest: NO_SEAL }, { mac: Buffer.alloc(0) }]) {
    expect(isGenuine({ seal: { ...seal, ...change }, previous: NO_SEAL, key })).toBe(false);
  }
});

it("null and an empty text are not the same", () => {
  expect(sealRows([{ id: 1n, cells: ["a", ""] }]).rowsDigest).not.toEqual(rows.rowsDigest);
});
