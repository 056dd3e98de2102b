import { type Key, t } from "../../i18n/t";

/** What lies behind the code with which Meta refused, as far as it tells who has to do what. Source: Meta's list of error codes. */
const reasons: readonly (readonly [Key, (code: number) => boolean])[] = [
  ["channels.reason.token", (code) => code === 0 || code === 104 || code === 190],
  ["channels.reason.permission", (code) => code === 3 || code === 10 || (code >= 200 && code < 300) || code === 131_005],
  ["channels.reason.locked", (code) => code === 368 || code === 131_031],
  ["channels.reason.payment", (code) => code === 131_042 || code === 141_006],
  ["channels.reason.number", (code) => code === 33 || code === 131_045 || code === 133_010],
];

/** Our own words for what Meta says in other ways than by a code. */
const words: Readonly<Record<string, Key>> = {
  secret_unreadable: "channels.reason.secret",
  scopes_missing: "channels.reason.permission",
  access_removed: "channels.reason.access",
  account_disabled: "channels.reason.locked",
  account_deleted: "channels.reason.access",
  account_blocked: "channels.reason.locked",
  account_rejected: "channels.reason.rejected",
  number_unregistered: "channels.reason.number",
  number_banned: "channels.reason.numberBanned",
  number_restricted: "channels.reason.numberBanned",
  number_disconnected: "channels.reason.numberAway",
  number_migrated: "channels.reason.numberAway",
  number_gone: "channels.reason.numberAway",
};

/** The words for a `stopped_reason`; null for a code that has none of its own. */
export function reasonKey(code: string): Key | null {
  const own = words[code];
  if (own) return own;
  return /^\d+$/.test(code) ? reasons.find(([, fits]) => fits(Number(code)))?.[0] ?? null : null;
}

/** What is wrong and what to do about it. */
export function reasonWords(code: string | null): string {
  if (code === null || code === "") return t("channels.stopped.text");
  const key = reasonKey(code);
  return key ? t(key) : t("channels.reason.code", { code });
}
