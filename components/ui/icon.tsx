import { joinClass } from "./join-class";

const PATHS = {
  "arrow-right": "M4 10h11M10.5 5l5 5-5 5",
  "arrow-left": "M16 10H5M9.5 5l-5 5 5 5",
  check: "M4 10.5l4 4 8-9",
  chevron: "M7.5 4.5l5.5 5.5-5.5 5.5",
  copy: "M7 7h9v10H7zM4 13V3h9",
  cross: "M5 5l10 10M15 5L5 15",
  download: "M10 3v10M5.5 9l4.5 4.5L14.5 9M4 17h12",
  external: "M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7",
  file: "M5 2.5h7l3.5 3.5v11.5H5zM12 2.5v3.5h3.5",
  mail: "M2.5 5h15v10.5h-15zM2.5 5.5L10 11.5l7.5-6",
  print: "M6 7V3h8v4M6 14H3V7h14v7h-3M6 11.5h8V17H6z",
  upload: "M10 14V3.5M5.5 8L10 3.5 14.5 8M4 17h12",
} as const;

export type IconName = keyof typeof PATHS;

/** A small line drawing beside words that already say the same; it is always hidden from assistive technology. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={joinClass("inline-block size-[1.1em] flex-none align-[-0.16em]", className)}
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
