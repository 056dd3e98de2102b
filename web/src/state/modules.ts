import { useEffect } from "ui";
import { call } from "../api/client";
import type { Language, Module } from "../api/schema";
import { language, useLanguage } from "../i18n/t";
import { watch } from "./live";
import { sessionStore } from "./session";
import { createStore, useStore } from "./store";

interface Held {
  readonly language: Language;
  readonly modules: readonly Module[];
}

/** The modules with their fields. Their labels are in the user's language, so another language asks anew. */
const moduleStore = createStore<Held | null>(null);
let asked: Language | null = null;
let stopWatching: () => void = () => undefined;

sessionStore.subscribe(() => {
  if (sessionStore.get().state === "signed-in") return;
  asked = null;
  stopWatching();
  moduleStore.set(null);
});

async function load(wanted: Language): Promise<void> {
  asked = wanted;
  try {
    const { modules } = await call("listModules");
    if (language() === wanted) moduleStore.set({ language: wanted, modules });
  } catch {
    if (asked === wanted) asked = null;
  }
}

/** After somebody shaped a module. */
export async function reloadModules(): Promise<void> {
  const now = moduleStore.get()?.language;
  if (now) await load(now);
}

export function useModules(): readonly Module[] | null {
  const now = useLanguage();
  const held = useStore(moduleStore);
  useEffect(() => {
    if (held?.language === now || asked === now) return;
    stopWatching();
    stopWatching = watch("modules", reloadModules);
    void load(now);
  }, [held, now]);
  return held?.modules ?? null;
}

/** One module by its name, such as `Leads`. */
export function useModule(name: string): Module | null {
  return useModules()?.find((module) => module.name === name) ?? null;
}
