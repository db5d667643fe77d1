import { findGuide } from "@/content/guides/index";
import type { Place } from "./build-place";
import type { State } from "./build-states";

type Ground = Place & { states: Record<State, Pick<Place, "path">> };

/** Every page of a participant, by a name for its picture: all states, all causes, all pages of the guide. */
export function listPages({ course, path, states }: Ground): { name: string; url: string }[] {
  const guide = findGuide("aws");
  const revealed = states.revealed.path;
  const withCode = ["allocated", "revealed", "redeemed", "reported", "replaced"] as const;
  return [
    { name: "courses", url: "/courses" },
    { name: "course", url: `/courses/${course.slug}` },
    ...Object.entries(states).map(([state, offer]) => ({ name: `offer-${state}`, url: offer.path })),
    ...withCode.map((state) => ({ name: `code-${state}`, url: `${states[state].path}/code` })),
    { name: "problem", url: `${revealed}/code/problem` },
    ...(guide?.problems ?? []).map(({ slug }) => ({
      name: `problem-${slug}`,
      url: `${revealed}/code/problem?cause=${slug}`,
    })),
    { name: "guide", url: `${path}/guide` },
    ...(guide?.pages ?? []).map(({ slug }) => ({ name: `guide-${slug}`, url: `${path}/guide/${slug}` })),
    { name: "acknowledgement", url: `${path}/acknowledgement` },
    { name: "handout", url: `${path}/handout` },
  ];
}
