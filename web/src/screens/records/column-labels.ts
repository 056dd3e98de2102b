import type { Module } from "../../api/schema";
import { type Key, t } from "../../i18n/t";

/** What every record has besides its module's fields. */
export const systemFields = ["name", "owner", "created_time", "modified_time", "created_by", "modified_by", "tags"] as const;
export type SystemField = typeof systemFields[number];

export function isSystemField(name: string): name is SystemField {
  return (systemFields as readonly string[]).includes(name);
}

const systemLabels: Readonly<Record<SystemField, Key>> = {
  name: "records.name", owner: "records.owner", created_time: "records.created", modified_time: "records.changed", created_by: "records.createdBy", modified_by: "records.changedBy", tags: "records.tags",
};

/** What the module calls its records' names: of people it is put together, of things it is a field. */
export function nameLabel(module: Module): string {
  const asked = module.fields.filter((field) => field.is_required && field.type === "text");
  // The field that was there first, wherever it stands on the page now: ids rise.
  const named = module.fields.some((field) => field.name === "last_name") ? undefined : asked.reduce<typeof asked[number] | undefined>((first, field) => (first && BigInt(first.id) < BigInt(field.id) ? first : field), undefined);
  return named?.label ?? t("records.name");
}

export function columnLabel(module: Module, column: string): string {
  if (column === "name") return nameLabel(module);
  if (isSystemField(column)) return t(systemLabels[column]);
  return module.fields.find((field) => field.id === column)?.label ?? "";
}
