import type { Field, FieldType, OptionColor } from "../../api/schema";
import type { IconName } from "../../kit/icon-names";

/** In the order in which they are offered. */
export const fieldTypes: readonly { readonly type: FieldType; readonly icon: IconName }[] = [
  { type: "text", icon: "type" },
  { type: "textarea", icon: "text-align-start" },
  { type: "picklist", icon: "list" },
  { type: "multi_select", icon: "list-checks" },
  { type: "date", icon: "calendar" },
  { type: "datetime", icon: "calendar-clock" },
  { type: "integer", icon: "hash" },
  { type: "decimal", icon: "calculator" },
  { type: "currency", icon: "coins" },
  { type: "percent", icon: "percent" },
  { type: "boolean", icon: "toggle-right" },
  { type: "lookup", icon: "link" },
  { type: "user", icon: "user" },
  { type: "email", icon: "mail" },
  { type: "phone", icon: "phone" },
  { type: "website", icon: "globe" },
  { type: "auto_number", icon: "list-ordered" },
];

export function iconOf(type: FieldType): IconName {
  return fieldTypes.find((one) => one.type === type)?.icon ?? "type";
}

export const optionColors: readonly NonNullable<OptionColor>[] = ["green", "blue", "amber", "purple", "orange", "gray", "red"];

export const hasOptions = (type: FieldType) => type === "picklist" || type === "multi_select";
export const mayBeUnique = (type: FieldType) => ["text", "email", "phone", "website", "integer"].includes(type);
export const mayBeRequired = (type: FieldType) => type !== "boolean" && type !== "auto_number";
export const mayHaveDefault = (type: FieldType) => !["lookup", "user", "auto_number"].includes(type);

/** How long a text may be made at most; null for what is no text. */
export function longest(type: FieldType): number | null {
  switch (type) {
    case "text":
    case "email":
    case "website":
      return 255;
    case "phone":
      return 30;
    case "textarea":
      return 32_000;
    default:
      return null;
  }
}

/** A field that a module cannot do without: the one its records are called by. */
export function mayRemove(field: Field): boolean {
  return field.is_custom && field.name !== "name";
}
