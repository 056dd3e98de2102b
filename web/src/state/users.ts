import { useEffect } from "ui";
import { call, everyPage } from "../api/client";
import type { UserReference } from "../api/schema";
import { watch } from "./live";
import { holdName } from "./names";
import { sessionStore } from "./session";
import { createStore, useStore } from "./store";

/** The organisation's active users, once somebody asked for them. */
const userStore = createStore<readonly UserReference[] | null>(null);
let asked = false;
let stopWatching: () => void = () => undefined;

sessionStore.subscribe(() => {
  if (sessionStore.get().state === "signed-in") return;
  asked = false;
  stopWatching();
  userStore.set(null);
});

async function load(): Promise<void> {
  asked = true;
  try {
    const users = (await everyPage((query) => call("listUsers", { query }))).flatMap((page) => page.users);
    for (const user of users) holdName(user.id, user.name);
    userStore.set(users);
  } catch {
    asked = false;
  }
}

export function useUsers(): readonly UserReference[] | null {
  const users = useStore(userStore);
  useEffect(() => {
    if (asked) return;
    stopWatching();
    stopWatching = watch("people", load);
    void load();
  }, []);
  return users;
}
