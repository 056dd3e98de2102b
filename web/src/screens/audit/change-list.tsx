import { Fragment, h } from "ui";
import type { AuditChange, FieldType } from "../../api/schema";
import { wordsOf } from "../../fields/field-words";
import "../../i18n/activities-words";
import { isKey, t } from "../../i18n/t";
import { Icon } from "../../kit/icon";

/** What became what, a line each. */
export function ChangeList({ changes }: { readonly changes: readonly AuditChange[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="change-list">
      {changes.map((change) => (
        <li key={change.name}>
          <b>{labelOf(change)}</b>
          {change.old !== null && <><del>{valueOf(change, change.old)}</del><Icon name="chevron-right" size={14} label={t("history.became")} /></>}
          {change.new === null ? <span className="quiet">{t("history.blank")}</span> : <ins>{valueOf(change, change.new)}</ins>}
        </li>
      ))}
    </ul>
  );
}

function labelOf(change: AuditChange): string {
  if (change.label !== null) return change.label;
  const key = `audit.part.${change.name}`;
  return isKey(key) ? t(key) : change.name;
}

/** Options and names come from the server in words already. */
const told: readonly FieldType[] = ["picklist", "multi_select", "lookup", "user"];

function valueOf(change: AuditChange, text: string): string {
  if (change.type === null || told.includes(change.type)) return text;
  return wordsOf({ type: change.type, name: change.name, options: null }, change.type === "boolean" ? text === "true" : text);
}
