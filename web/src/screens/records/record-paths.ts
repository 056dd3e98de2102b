/** Where the records of a module are. */
const paths: Readonly<Record<string, string>> = { Leads: "/leads", Contacts: "/contacts" };

export function modulePath(module: string): string {
  return paths[module] ?? "/leads";
}

export function recordPath(module: string, id: string): string {
  return `${modulePath(module)}/${id}`;
}
