import { useEffect } from "ui";
import { call } from "../api/client";
import type { Language, Module } from "../api/schema";
import { language, useLanguage } from "../i18n/t";
import { sessionStore } from "./session";
import { createStore, useStore } from "./store";

interface Held {
  readonly language: Language;
  readonly modules: readonly Module[];
}

/** The modules with their fields. Their labels are in the user's language, so another language asks anew. */
const moduleStore = createStore<Held | null>(null);
let asked: Language | null = null;

sessionStore.subscribe(() => {
  if (sessionStore.get().state === "signed-in") return;
  asked = null;
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

export function useModules(): readonly Module[] | null {
  const now = useLanguage();
  const held = useStore(moduleStore);
  useEffect(() => {
    if (held?.language !== now && asked !== now) void load(now);
  }, [held, now]);
  return held?.modules ?? null;
}

/** One module by its name, such as `Leads`. */
export function useModule(name: string): Module | null {
  return useModules()?.find((module) => module.name === name) ?? null;
}
