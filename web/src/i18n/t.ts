import type { Language } from "../api/schema";
import { createStore, useStore } from "../state/store";
import type { zh } from "./zh-CN";
import type { zhActivities } from "./zh-CN.activities";
import type { zhChannels } from "./zh-CN.channels";
import type { zhGuidelines } from "./zh-CN.guidelines";
import type { zhHealth } from "./zh-CN.health";
import type { zhLife } from "./zh-CN.life";
import type { zhLists } from "./zh-CN.lists";
import type { zhMessages } from "./zh-CN.messages";
import type { zhPalette } from "./zh-CN.palette";
import type { zhPeople } from "./zh-CN.people";
import type { zhQuotes } from "./zh-CN.quotes";
import type { zhSettings } from "./zh-CN.settings";
import type { zhTemplates } from "./zh-CN.templates";

export type Key =
  | keyof typeof zh | keyof typeof zhSettings | keyof typeof zhLists | keyof typeof zhActivities | keyof typeof zhLife | keyof typeof zhPalette
  | keyof typeof zhPeople | keyof typeof zhQuotes | keyof typeof zhChannels | keyof typeof zhMessages | keyof typeof zhTemplates
  | keyof typeof zhGuidelines | keyof typeof zhHealth;
/** Those that are loaded. */
export type Words = Readonly<Partial<Record<Key, string>>>;
export type Values = Readonly<Record<string, string | number>>;

interface Spoken {
  readonly language: Language;
  readonly words: Words;
}

const spoken = createStore<Spoken | null>(null);

/** A component wrapped in `memo` calls this, so that it is drawn anew in the new language; others follow by themselves. */
export function useLanguage(): Language {
  return useStore(spoken)?.language ?? "zh-CN";
}

export function language(): Language {
  return spoken.get()?.language ?? "zh-CN";
}

export function speak(language: Language, words: Words): void {
  spoken.set({ language, words });
}

export function isKey(key: string): key is Key {
  const words = spoken.get()?.words;
  return words !== undefined && Object.hasOwn(words, key);
}

/** The words for a key in the user's language. */
export function t(key: Key, values?: Values): string {
  const now = spoken.get();
  return fill(now?.words[key] ?? key, now?.language ?? "zh-CN", values);
}

/**
 * Fills `{name}` and `{count|one form|other form}`.
 *
 * A number is written in the language's way; in the forms `#` stands for it.
 */
export function fill(pattern: string, language: Language, values: Values = {}): string {
  return pattern.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (whole, name: string, one?: string, other?: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    const text = typeof value === "number" ? new Intl.NumberFormat(language).format(value) : value;
    if (one === undefined || other === undefined) return text;
    const form = new Intl.PluralRules(language).select(Number(value)) === "one" ? one : other;
    return form.replace("#", text);
  });
}
