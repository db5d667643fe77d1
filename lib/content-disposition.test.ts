import fc from "fast-check";
import { expect, it } from "vitest";
import { contentDisposition } from "./content-disposition";

it("writes a header that no name can break", () => {
  expect(contentDisposition("attachment", "Größe.pdf")).toBe(
    "attachment; filename=\"Gro_e.pdf\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.pdf".replace("Gro_e", "Gro__e"),
  );
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      expect(contentDisposition("inline", name)).toMatch(
        /^inline; filename="[\w .()-]*"; filename\*=UTF-8''[\w.!~%-]*$/,
      );
    }),
  );
});
