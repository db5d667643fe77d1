import { Notice } from "@/components/ui/notice";
import {
  SIGN_IN_PROBLEMS,
  SIGN_IN_RESULTS,
  type SignInProblem,
  type SignInResult,
} from "@/server/auth/sign-in-notices";

/** Why somebody has come (back) to the sign-in page. A problem with the address stands at its field instead. */
export function ArrivalNotices({ problem, result }: { problem: SignInProblem | null; result: SignInResult | null }) {
  return (
    <>
      {result && (
        <Notice kind="success" announce className="mb-7">
          {SIGN_IN_RESULTS[result]}
        </Notice>
      )}
      {problem && problem !== "address" && (
        <Notice
          kind="caution"
          word={problem === "ended" ? "Signed out" : "That did not work"}
          announce
          className="mb-7"
        >
          {SIGN_IN_PROBLEMS[problem]}
        </Notice>
      )}
    </>
  );
}
