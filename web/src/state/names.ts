import { useEffect } from "ui";
import { call } from "../api/client";
import type { Id } from "../api/schema";
import { sessionStore } from "./session";
import { createStore, useStore } from "./store";

/** What records and users are called that a filter or a form names by their ids; null where one may not know. */
const nameStore = createStore<ReadonlyMap<Id, string | null>>(new Map());
const asked = new Set<Id>();

sessionStore.subscribe(() => {
  if (sessionStore.get().state === "signed-in") return;
  asked.clear();
  nameStore.set(new Map());
});

export function holdName(id: Id, name: string | null): void {
  if (nameStore.get().get(id) !== name) nameStore.set(new Map(nameStore.get()).set(id, name));
}

export function nameHeld(id: Id): string | null {
  return nameStore.get().get(id) ?? null;
}

async function ask(id: Id): Promise<void> {
  asked.add(id);
  try {
    holdName(id, (await call("getRecord", { path: { id } })).name);
  } catch {
    holdName(id, null);
  }
}

/** Draws anew when one of these records' names comes to be known. */
export function useNames(records: readonly Id[]): void {
  const names = useStore(nameStore);
  const missing = records.filter((id) => !names.has(id));
  useEffect(() => {
    for (const id of missing) if (!asked.has(id)) void ask(id);
    // The ids are what counts, not their list.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [missing.join()]);
}
