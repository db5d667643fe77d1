import { describe, expect, it } from "vitest";
import { LARGEST_UPLOAD, readUpload } from "./read-upload";

const file = (bytes: number, name: string) => new File([new Uint8Array(bytes)], name);

describe("readUpload", () => {
  it("takes a file under a clean name, and pasted lines as UTF-8", async () => {
    expect(await readUpload({ file: file(3, "../codes.csv") })).toMatchObject({
      ok: true,
      upload: { fileName: "codes.csv" },
    });
    const pasted = await readUpload({ pasted: "zoë" });
    expect(pasted.ok && Buffer.from(pasted.upload.bytes).toString()).toBe("zoë");
  });

  it.each([
    [undefined, "", /Choose a file/],
    [file(0, ""), " \n", /Choose a file/],
    [file(0, "undefined"), "", /Choose a file/],
    [file(3, "a.csv"), "x", /as well/],
    [file(LARGEST_UPLOAD + 1, "a.csv"), "", /larger than 10 MB/],
  ])("refuses %o with %j", async (chosen, pasted, sentence) => {
    const read = await readUpload({ file: chosen, pasted });
    expect(read.ok ? "" : read.problems.file?.[0]).toMatch(sentence);
  });

  it("lets a chosen file without bytes through to whoever reads it, who says that it is empty", async () => {
    expect(await readUpload({ file: file(0, "codes.csv") })).toMatchObject({ ok: true });
  });
});
