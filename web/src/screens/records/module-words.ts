import type { Module } from "../../api/schema";
import { isKey, t } from "../../i18n/t";

/** "New lead": the two modules that were there first have words of their own. */
export function newWords(module: Pick<Module, "name" | "singular">): string {
  const key = `records.new.${module.name}`;
  return isKey(key) ? t(key) : t("records.new", { module: module.singular });
}

export function noneWords(module: Pick<Module, "name" | "label">): { readonly title: string; readonly text: string } {
  const title = `records.none.${module.name}`;
  const text = `${title}.text`;
  return { title: isKey(title) ? t(title) : t("records.noneOf", { module: module.label }), text: isKey(text) ? t(text) : t("records.noneOf.text") };
}

/** What somebody has to do, with whom and when. */
export function isActivity(module: Pick<Module, "name">): boolean {
  return ["Tasks", "Meetings", "Calls", "Appointments"].includes(module.name);
}

/** Messages go to leads and contacts only. */
export function isPerson(module: Pick<Module, "name">): boolean {
  return module.name === "Leads" || module.name === "Contacts";
}

/** Whether a record of it may name a Lead or Contact, who then gets messages about it. */
export function leadsToPerson(module: Module): boolean {
  return module.fields.some((field) => field.lookup_module === "Leads" || field.lookup_module === "Contacts");
}
