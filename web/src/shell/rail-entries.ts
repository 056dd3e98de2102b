import type { Right } from "../api/schema";
import type { Key } from "../i18n/t";
import type { IconName } from "../kit/icon-names";

interface Common {
  /** `foot`: below, by the avatar. */
  readonly place: "top" | "foot";
  /** Only for those who have it. */
  readonly right?: Right;
}

/** Leads to a part of the app. */
export interface RailPage extends Common {
  readonly path: string;
  readonly label: Key;
  readonly icon: IconName;
  /** The module whose records are there; its own label is the entry's, whoever renamed it. */
  readonly module?: string;
  /** The bar of a phone has no room for it; it stands behind "more". */
  readonly notOnPhone?: true;
}

/** Opens above whatever is shown. */
export interface RailLayer extends Common {
  readonly opens: "signals" | "more";
}

export type RailEntry = RailPage | RailLayer;

/** The parts of the app in the rail, in this order. The first page is the start page. */
export const railEntries: readonly RailEntry[] = [
  { path: "/messages", label: "rail.messages", icon: "message-square", place: "top", right: "view_messages" },
  { path: "/leads", label: "rail.leads", icon: "user-plus", place: "top", module: "Leads" },
  { path: "/contacts", label: "rail.contacts", icon: "users", place: "top", module: "Contacts" },
  { path: "/modules/Accounts", label: "rail.accounts", icon: "building-2", place: "top", module: "Accounts", notOnPhone: true },
  { path: "/modules/Deals", label: "rail.deals", icon: "handshake", place: "top", module: "Deals", notOnPhone: true },
  { path: "/activities", label: "rail.activities", icon: "calendar", place: "top", notOnPhone: true },
  { opens: "more", place: "top" },
  { opens: "signals", place: "foot" },
  { path: "/settings", label: "rail.settings", icon: "settings", place: "foot", notOnPhone: true },
];

export function railEntriesFor(rights: readonly Right[]): readonly RailEntry[] {
  return railEntries.filter((entry) => entry.right === undefined || rights.includes(entry.right));
}

export function startPath(rights: readonly Right[]): string {
  const first = railEntriesFor(rights).find((entry): entry is RailPage => "path" in entry);
  return first?.path ?? "/settings";
}
