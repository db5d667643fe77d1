// A program for pictures and PDFs that somebody sends (server/open-upload.ts), run by server/apart/read-apart.ts.
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { answer } from "./answer.mjs";

// libvips knows many more formats than we take; whatever the first bytes seem to say, it opens no other.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadPng", "VipsForeignLoadJpeg", "VipsForeignLoadWebp"] });
sharp.concurrency(1);
sharp.cache(false);

await answer(async ({ about, bytes }) => {
  const mediaType = (await fileTypeFromBuffer(bytes))?.mime ?? "";
  if (!about.types.includes(mediaType)) return { reason: "other-type" };
  if (mediaType !== "application/pdf") return rewrite({ about, bytes, mediaType });
  const { drawPage } = await import("./draw-page.mjs");
  const drawn = await drawPage({ pdf: bytes, width: about.thumbnail });
  return { ...drawn, facts: { mediaType } };
});

/** Writes a picture anew: nothing but the picture is left of it. Its size is read from its head before anything is decoded. */
async function rewrite({ about, bytes, mediaType }) {
  const { width = 0, height = 0 } = await sharp(bytes, { limitInputPixels: false }).metadata();
  if (width * height > about.mostPixels) return { reason: "too-many-pixels" };
  const image = sharp(bytes, { limitInputPixels: about.mostPixels, failOn: "error" }).rotate();
  const narrow = (most) => (most ? image.clone().resize({ width: most, withoutEnlargement: true }) : image.clone());
  const format = about.format ?? mediaType.replace("image/", "");
  const quality = { png: {}, webp: about.format ? { quality: 90 } : {}, jpeg: { quality: 88 } }[format];
  const whole = await narrow(about.widest).toFormat(format, quality).toBuffer({ resolveWithObject: true });
  const thumbnail = about.thumbnail ? [await narrow(about.thumbnail).png().toBuffer()] : [];
  const facts = { mediaType: `image/${format}`, width: whole.info.width, height: whole.info.height };
  return { facts, files: [whole.data, ...thumbnail] };
}
