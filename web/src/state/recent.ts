import { sessionStore } from "./session";

/** A record that was opened lately. */
export interface RecentRecord {
  readonly id: string;
  readonly module: string;
  readonly name: string;
}

const MOST = 6;

/** For as long as the tab is open and somebody is signed in: names of records are not left behind in a browser. */
let recent: readonly RecentRecord[] = [];

sessionStore.subscribe(() => {
  if (sessionStore.get().state !== "signed-in") recent = [];
});

export function noteRecent({ id, module, name }: RecentRecord): void {
  recent = [{ id, module, name }, ...recent.filter((one) => one.id !== id)].slice(0, MOST);
}

export function recentRecords(): readonly RecentRecord[] {
  return recent;
}
