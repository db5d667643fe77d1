import { describe, expect, it } from "vitest";
import { findSpreadsheetError } from "./spreadsheet-errors";

describe("findSpreadsheetError", () => {
  it.each([
    ["English", "#N/A #REF! #VALUE! #NAME? #DIV/0! #NUM! #NULL! #SPILL! #CALC!"],
    ["German", "#NV #BEZUG! #WERT! #NAME? #DIV/0! #ZAHL! #NULL! #ÜBERLAUF!"],
    ["French", "#N/A #REF! #VALEUR! #NOM? #DIV/0! #NOMBRE! #NUL!"],
    ["Spanish", "#N/D #¡REF! #¡VALOR! #¿NOMBRE? #¡DIV/0! #¡NUM! #¡NULO!"],
    ["Italian", "#N/D #RIF! #VALORE! #NOME? #DIV/0! #NUM! #NULLO!"],
    ["Portuguese", "#N/D #REF! #VALOR! #NOME? #DIV/0! #NÚM! #NULO!"],
    ["Dutch", "#N/B #VERW! #WAARDE! #NAAM? #DEEL/0! #GETAL! #LEEG!"],
  ])("knows those of Excel in %s", (_, texts) => {
    for (const text of texts.split(" ")) expect(findSpreadsheetError(text)).toBe(text);
  });

  it("knows them in small letters, with spaces around and in two code points, and a column that was too narrow", () => {
    expect(findSpreadsheetError(" #nv ")).toBe("#NV");
    expect(findSpreadsheetError("#NU\u0301M!")).toBe("#NÚM!");
    expect(findSpreadsheetError("########")).toBe("########");
  });

  it.each(["", "#", "NV", "#1", "#17", "N/A", "AB12", "#NVX4-22"])("takes %j for none", (cell) => {
    expect(findSpreadsheetError(cell)).toBeNull();
  });
});
