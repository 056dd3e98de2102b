import type { SignalGroup } from "../api/schema";
import { t } from "../i18n/t";

/** What happened, in one line. */
export function signalWords(group: SignalGroup): string {
  if (group.kind === "activity.due") return t("signals.due");
  if (group.kind === "channel.stopped") return t("problem.channel_stopped");
  return group.preview.replace(/\s+/g, " ").trim() || t("message.other");
}
