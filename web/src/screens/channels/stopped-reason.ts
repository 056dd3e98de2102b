import type { Key } from "../../i18n/t";

/** What lies behind the code with which Meta refused, as far as it tells who has to do what. Source: Meta's list of error codes. */
const reasons: readonly (readonly [Key, (code: number) => boolean])[] = [
  ["channels.reason.token", (code) => code === 0 || code === 190],
  ["channels.reason.permission", (code) => code === 3 || code === 10 || (code >= 200 && code < 300) || code === 131_005],
  ["channels.reason.locked", (code) => code === 368 || code === 131_031],
  ["channels.reason.payment", (code) => code === 131_042],
  ["channels.reason.number", (code) => code === 131_045 || code === 133_010],
];

/** The words for a channel's `stopped_reason`; null for a code that has none of its own. */
export function reasonKey(code: string): Key | null {
  if (code === "secret_unreadable") return "channels.reason.secret";
  return /^\d+$/.test(code) ? reasons.find(([, fits]) => fits(Number(code)))?.[0] ?? null : null;
}
