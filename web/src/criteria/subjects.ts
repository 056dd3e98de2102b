import type { Comparison, Field, FieldType, Module } from "../api/schema";
import { plainField } from "../fields/plain-field";
import { columnLabel, systemFields } from "../screens/records/column-labels";

const contraries: readonly Comparison[] = ["is_empty", "is_not_empty"];
const ofText: readonly Comparison[] = ["contains", "not_contains", "equal", "not_equal", "starts_with", "ends_with", "like", "not_like", "in", "not_in"];
const ofUsers: readonly Comparison[] = ["equal", "not_equal", "in", "not_in", ...contraries];
const ofTimes: readonly Comparison[] = ["equal", "not_equal", "greater_than", "greater_equal", "less_than", "less_equal", "between", "not_between"];

/** Who changed a record may be nobody: the product itself. */
const operatorsOfSystem: Readonly<Record<typeof systemFields[number], readonly [FieldType, readonly Comparison[]]>> = {
  name: ["text", ofText],
  owner: ["user", ["equal", "not_equal", "in", "not_in"]],
  created_time: ["datetime", ofTimes],
  modified_time: ["datetime", ofTimes],
  created_by: ["user", ofUsers],
  modified_by: ["user", ofUsers],
  tags: ["multi_select", ["include_any", "include_all", "exclude_any", "exclude_all", ...contraries]],
};

/** What conditions can look at: the name, the module's fields, and what every record has besides. */
export function subjectsOf(module: Module): readonly Field[] {
  const [name, ...system] = systemFields.map((one) => {
    const [type, operators] = operatorsOfSystem[one];
    return plainField({ name: one, label: columnLabel(module, one), type, operators });
  });
  return [...(name ? [name] : []), ...module.fields.filter((field) => field.operators.length > 0), ...system];
}

type Group = "text" | "number" | "date" | "moment" | "user" | "link" | "flag";

const groups: Readonly<Record<FieldType, Group | null>> = {
  text: "text", textarea: "text", email: "text", phone: "text", website: "text", auto_number: "text", picklist: "text",
  integer: "number", decimal: "number", currency: "number", percent: "number", date: "date", datetime: "moment", user: "user", lookup: "link", boolean: "flag", multi_select: null,
};

/** The other fields that one can be compared with. */
export function comparableWith(subject: Field, subjects: readonly Field[]): readonly Field[] {
  const group = groups[subject.type];
  return group === null ? [] : subjects.filter((other) => other.id !== subject.id && groups[other.type] === group && (group !== "link" || other.lookup_module === subject.lookup_module));
}
