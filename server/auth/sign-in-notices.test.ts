import { describe, expect, it } from "vitest";
import { problemOf, resultOf, signInPath } from "./sign-in-notices";

describe("notices of the sign-in page", () => {
  it("come from the table and from nowhere else", () => {
    expect(problemOf("link")).toBe("link");
    expect(resultOf("signed-out")).toBe("signed-out");
    for (const foreign of ["constructor", "__proto__", "<b>hello</b>", undefined, ["link"]]) {
      expect(problemOf(foreign)).toBeNull();
      expect(resultOf(foreign)).toBeNull();
    }
  });

  it("are named in the URL, with the page that was asked for", () => {
    expect(signInPath({})).toBe("/sign-in");
    expect(signInPath({ problem: "link", next: "/courses/a?b=c" })).toBe(
      "/sign-in?problem=link&next=%2Fcourses%2Fa%3Fb%3Dc",
    );
    expect(signInPath({ done: "signed-out", next: null })).toBe("/sign-in?done=signed-out");
  });
});
