import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  askAside,
  CODES_HEAD,
  codeStatuses,
  codeStatusWords,
  findCodeColumns,
  guessCodeColumns,
  LONGEST_CODE,
  normaliseCode,
  readCode,
  readCodeRow,
  remarkOnCode,
  writeCodeReport,
} from "./rules";

describe("normaliseCode", () => {
  it.each([
    "PC-1a2b-3C4D",
    "pc1A2B3c4d",
    " PC 1A2B 3C4D ",
    "PC\u20111A2B\u20133C4D",
    "ＰＣ１Ａ２Ｂ３Ｃ４Ｄ",
    "PC\u200b1A2B\u00ad3C4D\ufeff",
    "PC\u00a01A2B\t3C4D",
  ])("makes %j the same code", (text) => {
    expect(normaliseCode(text)).toBe("PC1A2B3C4D");
  });

  it("does not change what it has made, nor mind case, spaces and dashes", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, at) => {
        const made = normaliseCode(text);
        expect(normaliseCode(made)).toBe(made);
        expect(normaliseCode(`${text.slice(0, at)} - ${text.slice(at)}`)).toBe(made);
      }),
    );
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9]{1,40}$/), (code) => {
        expect(normaliseCode(code.toLowerCase())).toBe(normaliseCode(code));
        expect(normaliseCode(code)).toHaveLength(code.length);
      }),
    );
  });
});

describe("readCode", () => {
  it.each([
    [" AB12 ", "AB12"],
    ["\u00a0AB12\u3000", "AB12"],
    ["ＡＢ１２", "AB12"],
    ["aB-12_x/=+", "aB-12_x/=+"],
    ["x".repeat(LONGEST_CODE), "x".repeat(LONGEST_CODE)],
  ])("reads %j", (cell, code) => {
    expect(readCode(cell)).toEqual({ ok: true, code });
  });

  it.each([
    ["", /no code/],
    [" \t ", /no code/],
    ["x".repeat(300), /at most 256 characters; this has 300/],
    ["AB 12", /space inside/],
    ["AB\u000012", /invisible/],
    ["AB\u200b12", /invisible/],
    ["\u0410B12", /only look like one/],
    ["AB12é", /only look like one/],
    ["---", /only dashes/],
    ["#NV", /^#NV is what Excel writes where a formula failed/],
    [" #wert! ", /^#WERT! is what Excel writes/],
    ["#¡VALOR!", /^#¡VALOR! is what Excel writes/],
    ["########", /a column is too narrow/],
  ])("refuses %j", (cell, problem) => {
    const read = readCode(cell);
    expect(read.ok ? "" : read.problem).toMatch(problem);
  });

  it("stores nothing but printable letters, digits and signs", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (cell) => {
        const read = readCode(cell);
        if (read.ok) expect(read.code).toMatch(/^[\u0021-\u007e]{1,256}$/);
      }),
    );
  });
});

const find = (text: string) =>
  findCodeColumns(text.split("\n").map((line, index) => ({ line: index + 1, cells: line.split(";") })));

describe("findCodeColumns", () => {
  it.each([
    ["AB12\nCD34", { header: false, code: 0 }],
    ["code\nAB12", { header: true, code: 0 }],
    ["No.;Promo Code;Amount\n1;AB12;100", { header: true, code: 1, amount: 2 }],
    ["Coupon Code;Face value;Valid until;Redemption URL\n…", { header: true, code: 0, amount: 1, expiry: 2, link: 3 }],
    ["No.;Coupon link\n1;https://example.org/AB12", { header: true, code: 1, link: -1 }],
    ["Gutscheincode;Betrag;gültig bis\nAB12;100;", { header: true, code: 0, amount: 1, expiry: 2 }],
    ["Código promocional;Importe\nAB12;100", { header: true, code: 0, amount: 1 }],
    ["Credits of 2026;;\nNo.;Code;Amount\n1;AB12;100", { header: true, skip: 1, code: 1, amount: 2 }],
    ["AB12;\nCD34;", { header: false, code: 0 }],
    [";AB12\n;CD34", { header: false, code: 1 }],
  ])("%j", (text, expected) => {
    expect(find(text)).toEqual({ skip: 0, amount: -1, expiry: -1, link: -1, ...expected });
  });

  it("does not guess among several columns, nor by one word below the first line", () => {
    expect(find("1;AB12\n2;CD34")).toBeNull();
    expect(find("1;AB12\n2;Code")).toBeNull();
    expect(
      guessCodeColumns([
        { line: 1, cells: ["Credits of 2026"] },
        { line: 3, cells: ["Secret", "Amount"] },
      ]),
    ).toMatchObject({ header: true, skip: 1, amount: 1 });
    expect(guessCodeColumns([{ line: 1, cells: ["No.", "Secret", "Amount"] }])).toMatchObject({
      header: true,
      code: -1,
      amount: 2,
    });
  });
});

describe("readCodeRow", () => {
  const columns = { header: true, skip: 0, code: 0, amount: 1, expiry: 2, link: 3 };
  const offer = { amountMinor: 10_000, currency: "USD" };
  const read = (...cells: string[]) => readCodeRow(cells, columns, offer);

  it.each([
    [["AB12"], { amountMinor: null, expiresOn: null, link: null }],
    [["AB12", "$100", "", ""], { amountMinor: null }],
    [
      ["AB12", "50.5", "2027-04-30", "https://example.org/?c=AB12"],
      { amountMinor: 5050, expiresOn: "2027-04-30", link: "https://example.org/?c=AB12" },
    ],
    [["AB12", "USD 25"], { amountMinor: 2500 }],
  ])("reads %j", (cells, expected) => {
    expect(read(...cells)).toMatchObject({ ok: true, code: "AB12", ...expected });
  });

  it.each([
    [["AB 12"], /space inside/],
    [["AB12", "many"], /amount cannot be read/],
    [["AB12", "EUR 25"], /amount cannot be read/],
    [["AB12", "€25"], /amount cannot be read/],
    [["AB12", "1,000.00"], /amount cannot be read/],
    [["AB12", "", "03/04/2027"], /one of two days/],
    [["AB12", "", "whenever"], /last day cannot be read/],
    [["AB12", "", "", "javascript:alert(1)"], /link is none/],
    [["AB12", "", "", `https://example.org/${"x".repeat(2_000)}`], /link is none/],
  ])("refuses %j", (cells, problem) => {
    const refused = read(...cells);
    expect(refused.ok ? "" : refused.problem).toMatch(problem);
  });

  it("never quotes what stands on the line", () => {
    const word = fc.stringMatching(/^[A-Z0-9]{8,16}$/);
    fc.assert(
      fc.property(word, word, word, word, (...cells) => {
        const refused = readCodeRow(cells, columns, offer);
        if (!refused.ok) for (const cell of cells) expect(refused.problem).not.toContain(cell);
      }),
    );
  });
});

it("names the codes that are to be spares, though the number above them is another", () => {
  expect(askAside(1)).toBe("Keep this code aside as a spare");
  expect(askAside(1_043)).toBe("Keep these 1,043 codes aside as spares");
});

it("says of every line that stays out why", () => {
  for (const status of codeStatuses) {
    const remark = remarkOnCode({ status, problem: "It is malformed.", firstLine: 3 });
    expect(remark === "", status).toBe(status === "NEW");
    expect(codeStatusWords[status]).not.toBe("");
  }
});

it("writes a report without a code in it", () => {
  const line = { line: 7, problem: null, firstLine: 3, amountMinor: 5_000, expiresOn: new Date("2027-04-30") };
  expect(writeCodeReport({ ...line, status: "REPEATED", length: 12, tail: "4D" }, "USD")).toEqual([
    "7",
    "Duplicate in the file",
    "The same code as on line 3.",
    "12 characters, the last two are 4D",
    "$50",
    "2027-04-30",
  ]);
  expect(writeCodeReport({ ...line, status: "MALFORMED", length: 0, tail: "" }, "USD")[3]).toBe("");
  expect(CODES_HEAD).toHaveLength(6);
});
