import type { Field, Module } from "../../api/schema";

/** A module as the server tells of it, for the kit and the unit tests. */
export function sampleModule(name: string, label: string, fields: readonly Field[]): Module {
  const labels = { en: label, zh: label };
  return { id: "1", name, label, singular: label, labels, singular_labels: labels, is_custom: false, sharing: "private", actions: ["view", "create", "edit", "delete"], fields, sections: [] };
}
