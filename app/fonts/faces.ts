import localFont from "next/font/local";

// The ranges are those of the package's own style sheet, written out because Next reads these calls without running them. Only the upright latin face is preloaded: nearly every page needs it at
// once, and the others are fetched by the browser when a character or a code asks for them.
const sansLatin = localFont({
  src: "../../node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
  weight: "200 900",
  variable: "--font-sans-latin",
  display: "swap",
  preload: true,
});

const sansExt = localFont({
  src: "../../node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2",
  weight: "200 900",
  variable: "--font-sans-ext",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    },
  ],
});

// A name such as Nguyễn Thị would otherwise change its face in the middle of a word.
const sansVietnamese = localFont({
  src: "../../node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-vietnamese-wght-normal.woff2",
  weight: "200 900",
  variable: "--font-sans-vietnamese",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB",
    },
  ],
});

const sansItalic = localFont({
  src: "../../node_modules/@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-italic.woff2",
  weight: "200 900",
  style: "italic",
  variable: "--font-sans-italic",
  display: "swap",
  preload: false,
});

// Source Code Pro dots its zero and hooks its l, which system faces do not all do.
const code = localFont({
  src: "../../node_modules/@fontsource-variable/source-code-pro/files/source-code-pro-latin-wght-normal.woff2",
  weight: "200 900",
  variable: "--font-code",
  display: "swap",
  preload: false,
  adjustFontFallback: false,
});

/** Class names that define the font variables read by globals.css; they belong on the html element. */
export const fontVariables = [sansLatin, sansExt, sansVietnamese, sansItalic, code]
  .map((face) => face.variable)
  .join(" ");
