import { joinClass } from "../ui/join-class";

/** Our sign: a drawn purse with a keyhole. What is in it is handed out once, and only its owner can open it. */
function PurseMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" fill="currentColor" className={className}>
      <path d="M7.5 2.200C9.3 3.4 11 3.4 12.7 2.200Q14.5 3.6 16 2.200Q17.5 3.6 19.3 2.200C21 3.4 22.7 3.4 24.5 2.200L20.6 8.600H11.400Z" />
      <path
        fillRule="evenodd"
        d="M11 10.800H21C26 14.6 29 19.4 29 23.400C29 27.6 26.2 30 22.2 30H9.800C5.8 30 3 27.6 3 23.400C3 19.4 6 14.6 11 10.800ZM16 16.200A3 3 0 0 0 14.3 21.600L13.3 25.600H18.700L17.7 21.600A3 3 0 0 0 16 16.200Z"
      />
    </svg>
  );
}

/** The sign and the name, for the head of a page. */
export function WordMark({ className }: { className?: string }) {
  return (
    <span className={joinClass("flex items-center gap-2.5", className)}>
      <PurseMark className="size-7 text-accent" />
      <span className="text-xl leading-none font-bold tracking-[-0.02em]">Bursar</span>
    </span>
  );
}
