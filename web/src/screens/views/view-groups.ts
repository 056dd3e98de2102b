import type { View } from "../../api/schema";

const groups = ["favourite", "standard", "own", "shared", "public", "others"] as const;

export type ViewGroup = (typeof groups)[number];

/** Favourites first, then those of every organisation, one's own, what others share, and what only administrators see; empty groups are left out. */
export function groupViews(views: readonly View[]): readonly { readonly name: ViewGroup; readonly views: readonly View[] }[] {
  return groups.map((name) => ({ name, views: views.filter((view) => groupOf(view) === name) })).filter((group) => group.views.length > 0);
}

function groupOf(view: View): ViewGroup {
  if (view.is_favourite) return "favourite";
  if (view.is_standard) return "standard";
  if (view.is_own) return "own";
  if (view.is_shared_with_me) return "shared";
  return view.sharing === "everyone" ? "public" : "others";
}
