import { type Key, isKey, t } from "../../i18n/t";
import type { Tone } from "../../kit/badge";

const qualityTones: Readonly<Record<string, Tone>> = { GREEN: "good", HIGH: "good", YELLOW: "warn", MEDIUM: "warn", RED: "danger", LOW: "danger" };
const nameTones: Readonly<Record<string, Tone>> = { PENDING_REVIEW: "info", DECLINED: "danger", EXPIRED: "warn" };

export function qualityOf(quality: string | null): { readonly words: string; readonly tone: Tone } {
  const colour = quality?.toUpperCase() ?? "UNKNOWN";
  const key = `channels.quality.${colour === "NA" ? "UNKNOWN" : colour}`;
  return { words: t("channels.quality", { quality: isKey(key) ? t(key) : colour }), tone: qualityTones[colour] ?? "neutral" };
}

/** `TIER_2K` and its like, as people say it. */
export function limitOf(limit: string | null): string | null {
  const tier = limit?.replace(/^TIER_/, "");
  if (!tier || tier === "NOT_SET") return null;
  if (tier === "UNLIMITED") return t("channels.limit.unlimited");
  return t("channels.limit", { limit: tier.replace(/K$/, "000").replace(/\B(?=(\d{3})+$)/g, ",") });
}

/** Meta's verdict on a name, where it is worth saying. */
export function nameStatusOf(status: string | null): { readonly words: string; readonly tone: Tone } | null {
  const key = `channels.name.${status ?? ""}`;
  return status !== null && isKey(key) ? { words: t(key as Key), tone: nameTones[status] ?? "neutral" } : null;
}
