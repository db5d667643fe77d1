import { paths } from "@/lib/paths";

/** For whoever does not know which of their addresses the course has. */
export function WhichAddress() {
  return (
    <p>
      Not sure which address your course has? Its contact person knows.{" "}
      <a href={`${paths.help}#signing-in`} className="link">
        Help with signing in
      </a>
    </p>
  );
}
