import type { Me, Right } from "../../api/schema";
import type { Key } from "../../i18n/t";
import type { IconName } from "../../kit/icon-names";

export interface SettingsEntry {
  readonly path: string;
  readonly label: Key;
  readonly icon: IconName;
  /** Only for those who have one of them. */
  readonly rights?: readonly Right[];
  readonly administrators?: true;
  /** Only once a channel is connected. */
  readonly needsChannel?: true;
}

/** The settings menu, by group. */
export const settingsGroups: readonly { readonly label: Key; readonly entries: readonly SettingsEntry[] }[] = [
  { label: "settings.group.account", entries: [{ path: "/settings/personal", label: "settings.personal", icon: "circle-user-round" }, { path: "/settings/tokens", label: "settings.tokens", icon: "key-round" }, { path: "/settings/audit", label: "settings.audit", icon: "list-checks", administrators: true }] },
  { label: "settings.group.people", entries: [
    { path: "/settings/organization", label: "settings.organization", icon: "building-2", administrators: true },
    { path: "/settings/users", label: "settings.users", icon: "user", administrators: true },
    { path: "/settings/roles", label: "settings.roles", icon: "network", administrators: true },
    { path: "/settings/groups", label: "settings.groups", icon: "users", administrators: true },
    { path: "/settings/profiles", label: "settings.profiles", icon: "shield-check", administrators: true },
  ] },
  { label: "settings.group.shaping", entries: [{ path: "/settings/modules", label: "settings.modules", icon: "layout-grid", administrators: true }] },
  { label: "settings.group.data", entries: [{ path: "/settings/data/bin", label: "settings.bin", icon: "trash-2" }] },
  { label: "settings.group.channels", entries: [{ path: "/settings/channels/business-messaging", label: "settings.businessMessaging", icon: "whatsapp", rights: ["manage_channels"] }] },
  { label: "settings.group.automation", entries: [{ path: "/settings/automation/actions", label: "settings.actions", icon: "zap", rights: ["manage_templates", "manage_automation"], needsChannel: true }] },
];

/** Whether somebody finds it in the menu. */
export function isOffered({ rights, administrators, needsChannel }: SettingsEntry, me: Pick<Me, "rights" | "user">, connected: boolean): boolean {
  return (!rights || rights.some((right) => me.rights.includes(right))) && (!administrators || me.user.is_administrator) && (!needsChannel || connected);
}
