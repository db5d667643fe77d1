/**
 * What Excel writes into a cell whose formula failed. Each language has names of its own for these values, and a file saved as text has them as
 * they were shown: a German sheet's "#NV" came in as a code once, and was given to somebody.
 */
const ERRORS: Record<string, readonly string[]> = {
  English: [
    ...["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!"],
    ...["#GETTING_DATA", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!", "#PYTHON!", "#ERROR!"],
  ],
  German: ["#NV", "#BEZUG!", "#WERT!", "#NAME?", "#ZAHL!", "#NULL!", "#ÜBERLAUF!", "#KALK!", "#FELD!", "#BLOCKIERT!"],
  French: ["#N/A", "#REF!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "#PROPAGATION!", "#EPARS!", "#CALCUL!"],
  Spanish: [
    ...["#N/D", "#¡REF!", "#¡VALOR!", "#¿NOMBRE?", "#¡DIV/0!", "#¡NUM!", "#¡NULO!", "#¡DESBORDAMIENTO!", "#¡CALC!"],
    ...["#REF!", "#VALOR!", "#NOMBRE?", "#NULO!"],
  ],
  Italian: ["#N/D", "#RIF!", "#VALORE!", "#NOME?", "#DIV/0!", "#NUM!", "#NULLO!", "#ESPANSIONE!"],
  Portuguese: ["#N/D", "#N/DISP", "#REF!", "#VALOR!", "#NOME?", "#DIV/0!", "#NÚM!", "#NULO!", "#DESPEJAR!"],
  Dutch: ["#N/B", "#VERW!", "#WAARDE!", "#NAAM?", "#DEEL/0!", "#GETAL!", "#LEEG!", "#OVERLOPEN!", "#BEREKENEN!"],
};

const KNOWN = new Set(Object.values(ERRORS).flat());

/** The error value that a cell holds, as spreadsheets write it; null for any other cell. A row of "#" is a column that was too narrow. */
export function findSpreadsheetError(cell: string): string | null {
  const text = cell.normalize("NFC").trim().toUpperCase();
  return KNOWN.has(text) || /^#{2,}$/.test(text) ? text : null;
}
