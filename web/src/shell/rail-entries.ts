import type { Key } from "../i18n/t";
import type { IconName } from "../kit/icon-names";

export interface RailEntry {
  readonly path: string;
  readonly label: Key;
  readonly icon: IconName;
  /** `foot`: below, by the avatar. */
  readonly place: "top" | "foot";
}

/** The parts of the app in the rail, in this order. The first one is the start page. */
export const railEntries: readonly RailEntry[] = [
  { path: "/settings", label: "rail.settings", icon: "settings", place: "foot" },
];
