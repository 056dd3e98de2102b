/** Where the records of a module are. The two that were there first keep their short paths. */
const short: Readonly<Record<string, string>> = { Leads: "/leads", Contacts: "/contacts" };

export function modulePath(module: string): string {
  return short[module] ?? `/modules/${encodeURIComponent(module)}`;
}

export function recordPath(module: string, id: string): string {
  return `${modulePath(module)}/${id}`;
}

/** The module that a list's path names. */
export function moduleAt(path: string, parameter: string | undefined): string {
  return parameter ?? Object.keys(short).find((name) => short[name] === path) ?? "";
}
