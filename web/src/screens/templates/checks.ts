import type { TemplateFinding } from "../../api/schema";
import { t } from "../../i18n/t";
import type { Check } from "./checklist-card";
import { findingWords, isWaiting, placeOf } from "./finding-words";
import { NAME_MAX, type TemplateDraft } from "./template-draft";

/** The findings by part, as the checklist shows them. What nobody has filled in yet is no fault until somebody wanted to save. */
export function checksOf(draft: TemplateDraft, findings: readonly TemplateFinding[], tried: boolean): readonly Check[] {
  const missing: Check["faults"] = [
    ...(draft.name.trim() === "" ? [{ place: "name" as const, words: t("check.name") }] : []),
    ...(draft.category === null ? [{ place: "category" as const, words: t("check.category") }] : []),
    ...([...draft.name.trim()].length > NAME_MAX ? [{ place: "name" as const, words: t("field.tooLong", { max: NAME_MAX }) }] : []),
  ];
  const basics: Check = { part: "basics", place: "name", state: missing.length === 0 ? "passed" : tried ? "failed" : "waiting", faults: missing };
  const used = { header: draft.headerKind !== "none", body: true, footer: draft.footer.trim() !== "", buttons: draft.buttons.length > 0 };
  return [basics, ...(["header", "body", "footer", "buttons"] as const).map((part): Check => {
    const found = findings.filter((finding) => finding.part === part);
    const waits = !tried && found.length > 0 && found.every(isWaiting);
    const state = found.length > 0 ? (waits ? "waiting" : "failed") : used[part] ? "passed" : "absent";
    return { part, place: part, state, faults: found.map((finding) => ({ place: placeOf(finding, draft), words: findingWords(finding, draft) })) };
  })];
}
