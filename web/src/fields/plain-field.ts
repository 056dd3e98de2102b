import type { Field } from "../api/schema";

/** A field as the server would tell of it, of which only what matters is said: for what every record has, and for samples. */
export function plainField(said: Partial<Field> & Pick<Field, "name" | "label">): Field {
  return {
    id: said.name, type: "text", labels: { en: said.label, zh: said.label }, is_required: false, is_unique: false, is_read_only: false, is_custom: false, is_sortable: true,
    maximum_length: null, options: null, default_value: null, lookup_module: null, number_prefix: null, operators: [], section: "", ...said,
  };
}
