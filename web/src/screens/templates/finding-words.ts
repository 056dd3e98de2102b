import type { TemplateFinding } from "../../api/schema";
import { isKey, t } from "../../i18n/t";
import { ADDRESS_MAX, BODY_MAX, LABEL_MAX, LINE_MAX, type TemplateDraft } from "./template-draft";

/** Where on the form something is. */
export type Place = "name" | "module" | "language" | "category" | "header" | "body" | "footer" | "buttons" | `label-${number}` | `target-${number}`;

const ofTargets = ["not_an_address", "variable_not_at_end", "variable_in_host", "whatsapp_link", "not_a_phone", "too_many_variables", "own_variable", "unknown_merge_field", "foreign_merge_field", "ambiguous_merge_field", "not_mergeable", "fallback_too_long"];

/** The place of a finding. A button's is its label or where it leads, whichever it can be about. */
export function placeOf({ part, position, code }: TemplateFinding, draft: TemplateDraft): Place {
  if (part !== "buttons") return part;
  const button = position === undefined ? undefined : draft.buttons[position];
  if (!button || position === undefined) return "buttons";
  const target = button.kind === "url" ? button.url : button.phone;
  const aboutTarget = button.kind !== "quick_reply" && (ofTargets.includes(code) || (code === "required" && button.label.trim() !== "") || (code === "too_long" && [...button.label].length <= LABEL_MAX) || (code === "not_text" && target.trim() !== ""));
  return aboutTarget ? `target-${position}` : `label-${position}`;
}

/** Nothing was written yet, which is no fault to point at before somebody wants to save. */
export function isWaiting({ code }: TemplateFinding): boolean {
  return code === "required" || code === "file_missing";
}

/** A rule that is not kept, in the user's language. */
export function findingWords(finding: TemplateFinding, draft: TemplateDraft): string {
  const { code, part, detail } = finding;
  const place = placeOf(finding, draft);
  const max = part === "body" ? BODY_MAX : part !== "buttons" ? LINE_MAX : place.startsWith("target") ? ADDRESS_MAX : LABEL_MAX;
  const name = /“([^”]*)”/.exec(detail)?.[1] ?? "";
  const keys = [`finding.${code}.${part}`, `finding.${code}`];
  const key = keys.find(isKey);
  return key ? t(key, { max, name }) : detail;
}
