import type { View } from "../../api/schema";

export type ViewGroup = "favourite" | "standard" | "own" | "shared";

/** Favourites first, then those of every organisation, one's own, and what others share; empty groups are left out. */
export function groupViews(views: readonly View[]): readonly { readonly name: ViewGroup; readonly views: readonly View[] }[] {
  const groupOf = (view: View): ViewGroup => (view.is_favourite ? "favourite" : view.is_standard ? "standard" : view.is_own ? "own" : "shared");
  return (["favourite", "standard", "own", "shared"] as const)
    .map((name) => ({ name, views: views.filter((view) => groupOf(view) === name) }))
    .filter((group) => group.views.length > 0);
}
