import writeExcelFile from "write-excel-file/node";

/**
 * A workbook (XLSX) of one sheet with a head that stays in sight. Every cell is of the type text, which a spreadsheet shows as it is and never
 * reckons with, whatever it begins with. It is put together in memory: mind how many rows.
 */
export async function writeWorkbook({
  sheet,
  head,
  rows,
}: {
  sheet: string;
  head: readonly string[];
  rows: readonly (readonly (string | null)[])[];
}): Promise<Uint8Array> {
  const text = (value: string | null) => (value === null || value === "" ? null : { value, type: String });
  const data = [
    head.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
    ...rows.map((row) => row.map(text)),
  ];
  // A column as wide as its heading, and room for an address or an instant.
  const columns = head.map((heading) => ({ width: Math.min(Math.max(heading.length, 16), 40) }));
  return writeExcelFile(data, { sheet, columns, stickyRowsCount: 1 }).toBuffer();
}
