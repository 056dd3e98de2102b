import type { Right } from "../api/schema";
import type { Key } from "../i18n/t";
import type { IconName } from "../kit/icon-names";

export interface RailEntry {
  readonly path: string;
  readonly label: Key;
  readonly icon: IconName;
  /** `foot`: below, by the avatar. */
  readonly place: "top" | "foot";
  /** Only for those who have it. */
  readonly right?: Right;
}

/** The parts of the app in the rail, in this order. The first one is the start page. */
export const railEntries: readonly RailEntry[] = [
  { path: "/messages", label: "rail.messages", icon: "message-square", place: "top", right: "view_messages" },
  { path: "/leads", label: "rail.leads", icon: "user-plus", place: "top" },
  { path: "/contacts", label: "rail.contacts", icon: "users", place: "top" },
  { path: "/settings", label: "rail.settings", icon: "settings", place: "foot" },
];

export function railEntriesFor(rights: readonly Right[]): readonly RailEntry[] {
  return railEntries.filter((entry) => entry.right === undefined || rights.includes(entry.right));
}
