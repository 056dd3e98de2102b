import type { SignalGroup } from "../api/schema";
import { t } from "../i18n/t";

/** The latest message in one line. */
export function signalWords(group: SignalGroup): string {
  return group.message_kind === "other" ? t("message.other") : group.preview.replace(/\s+/g, " ").trim();
}
