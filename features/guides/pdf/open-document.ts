import PDFDocument from "pdfkit";
import { loadFonts } from "@/features/guides/pdf/fonts";
import { sheet } from "@/features/guides/pdf/theme";

/**
 * Opens a tagged PDF (1.7, marked as PDF/UA, English, A4, with our own fonts embedded) and collects its bytes: `finished` has them when the document
 * was ended. `date` stands in it as the day of its making, so that the same content gives the same bytes.
 */
export function openDocument({
  title,
  author,
  subject,
  date,
}: {
  title: string;
  author: string;
  subject: string;
  date: Date;
}): { doc: PDFKit.PDFDocument; finished: Promise<Uint8Array<ArrayBuffer>> } {
  const options: PDFKit.PDFDocumentOptions = {
    size: [sheet.width, sheet.height],
    margin: 0,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: { Title: title, Author: author, Subject: subject, Creator: "Bursar", CreationDate: date, ModDate: date },
  };
  // The published types do not know this subset yet.
  const doc = new PDFDocument(Object.assign(options, { subset: "PDF/UA" }));
  escapeMetadata({ doc, texts: [title, author, subject] });
  for (const [name, font] of Object.entries(loadFonts())) {
    doc.registerFont(name, font);
  }
  return { doc, finished: collect(doc) };
}

/** pdfkit 0.20 writes these texts into its XML unescaped, so that a course named "R & D" would make the metadata unreadable. */
function escapeMetadata({ doc, texts }: { doc: PDFKit.PDFDocument; texts: readonly string[] }): void {
  const append = doc.appendXML.bind(doc);
  doc.appendXML = (xml, newLine) => {
    const text = texts.find((each) => xml.includes(`>${each}<`));
    append(text === undefined ? xml : xml.replace(`>${text}<`, () => `>${escapeXml(text)}<`), newLine);
  };
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

function collect(doc: PDFKit.PDFDocument): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  return new Promise((resolve, reject) => {
    doc.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on("error", reject);
  });
}
