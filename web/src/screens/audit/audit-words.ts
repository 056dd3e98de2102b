import type { AuditEntry } from "../../api/schema";
import "../../i18n/activities-words";
import { isKey, t } from "../../i18n/t";

/** In the reader's words; what a newer server does is told by its own name. */
export function actionWords(entry: Pick<AuditEntry, "action">): string {
  const key = `audit.action.${entry.action}`;
  return isKey(key) ? t(key) : entry.action;
}
