import type { Key } from "../../i18n/t";
import type { IconName } from "../../kit/icon-names";

export interface SettingsEntry {
  readonly path: string;
  readonly label: Key;
  readonly icon: IconName;
}

/** The settings menu, by group. */
export const settingsGroups: readonly { readonly label: Key; readonly entries: readonly SettingsEntry[] }[] = [
  { label: "settings.group.account", entries: [{ path: "/settings/personal", label: "settings.personal", icon: "circle-user-round" }] },
];
