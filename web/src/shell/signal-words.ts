import type { SignalGroup } from "../api/schema";
import { t } from "../i18n/t";

/** What happened, in one line. */
export function signalWords(group: SignalGroup): string {
  if (group.kind === "activity.due") return t("signals.due");
  if (group.kind === "channel.stopped") return t("problem.channel_stopped");
  if (group.template !== null) {
    const { status, is_recategorised } = group.template;
    return t(status === "approved" && is_recategorised ? "signals.template.moved" : `signals.template.${status}`);
  }
  return group.preview.replace(/\s+/g, " ").trim() || t("message.other");
}
