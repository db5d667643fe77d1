import { describe, expect, it } from "vitest";
import { LARGEST_UPLOAD, readUpload } from "./read-upload";

const file = (bytes: number, name: string) => new File([new Uint8Array(bytes)], name);

describe("readUpload", () => {
  const missing = "Choose a file.";

  it("takes a file under a clean name", async () => {
    expect(await readUpload({ file: file(3, "../codes.csv"), missing })).toMatchObject({
      ok: true,
      upload: { fileName: "codes.csv" },
    });
  });

  it.each([
    [undefined, /Choose a file/],
    [file(0, ""), /Choose a file/],
    [file(0, "undefined"), /Choose a file/],
    [file(LARGEST_UPLOAD + 1, "a.csv"), /larger than 10 MB/],
  ])("refuses %o", async (chosen, sentence) => {
    const read = await readUpload({ file: chosen, missing });
    expect(read.ok ? "" : read.problems.file?.[0]).toMatch(sentence);
  });

  it("lets a chosen file without bytes through to whoever reads it, who says that it is empty", async () => {
    expect(await readUpload({ file: file(0, "codes.csv"), missing })).toMatchObject({ ok: true });
  });
});
