/** Texts that would call `ran()` if a page took them for anything but text; short enough for a name. */
export const PAYLOADS = [
  `<script>ran()</script>`,
  `"><img src=x onerror=ran()>`,
  `'><svg/onload=ran()>`,
  `</title></textarea></script><script>ran()</script>`,
  `<a href="javascript:ran()">click</a>`,
  `<iframe srcdoc="<script>parent.ran()</script>">`,
  `<details open ontoggle=ran()>`,
  `<style>@import'javascript:ran()'</style>`,
  `\${ran()}{{constructor.constructor('ran()')()}}`,
  `'-ran()-'`,
  `<math><mtext><mglyph><style><!--</style><img title="--><img src=1 onerror=ran()>">`,
  `]]><!--><script>ran()//`,
];

/** What only Markdown could make of a text. */
const LINKS = [
  "[a](javascript:ran())",
  "[b](<JaVaScRiPt:ran()>)",
  '![c](x"onerror=ran())',
  "<javascript:ran()>",
  "[d](data:text/html,<script>ran()</script>)",
];

export const MARKDOWN = [...PAYLOADS, ...LINKS].join("\n\n");
