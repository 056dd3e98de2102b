import type { Module } from "../api/schema";

const inRail = ["Leads", "Contacts", "Accounts", "Deals"];
const inPhoneBar = ["Leads", "Contacts"];

/** The modules behind "more". */
export function moreModules(modules: readonly Module[], narrow: boolean): readonly Module[] {
  return modules.filter((module) => !(narrow ? inPhoneBar : inRail).includes(module.name));
}
