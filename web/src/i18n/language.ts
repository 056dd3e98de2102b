import type { Language } from "../api/schema";
import { remember, remembered } from "../state/browser-memory";
import { type Words, language as present, speak } from "./t";

export const languages: readonly Language[] = ["zh-CN", "en"];

/** A language's name in itself: somebody who cannot read the present one must find theirs. */
export const languageNames: Readonly<Record<Language, string>> = { "zh-CN": "简体中文", en: "English" };

/** What this browser last had, else its own first language that we speak, else Chinese. */
export function startLanguage(memory: string | null, wanted: readonly string[]): Language {
  if (memory === "zh-CN" || memory === "en") return memory;
  const known = wanted.find((one) => /^(zh|en)\b/i.test(one));
  return known && /^en/i.test(known) ? "en" : "zh-CN";
}

export function browserLanguage(): Language {
  return startLanguage(remembered("language"), navigator.languages ?? [navigator.language]);
}

/** What is loaded only by the parts that say it: settings and set-up, filters and views, activities, search, quotes, a record's life, people, channels, messages. */
type Further = "settings" | "lists" | "activities" | "palette" | "quotes" | "life" | "people" | "channels" | "messages";

/** Every visit needs the first table. */
const tables: Readonly<Record<Language, Readonly<Record<"first" | Further, () => Promise<Words>>>>> = {
  "zh-CN": {
    first: async () => (await import("./zh-CN")).zh,
    settings: async () => (await import("./zh-CN.settings")).zhSettings,
    lists: async () => (await import("./zh-CN.lists")).zhLists,
    activities: async () => (await import("./zh-CN.activities")).zhActivities,
    palette: async () => (await import("./zh-CN.palette")).zhPalette,
    quotes: async () => (await import("./zh-CN.quotes")).zhQuotes,
    life: async () => (await import("./zh-CN.life")).zhLife,
    people: async () => (await import("./zh-CN.people")).zhPeople,
    channels: async () => (await import("./zh-CN.channels")).zhChannels,
    messages: async () => (await import("./zh-CN.messages")).zhMessages,
  },
  en: {
    first: async () => (await import("./en")).en,
    settings: async () => (await import("./en.settings")).enSettings,
    lists: async () => (await import("./en.lists")).enLists,
    activities: async () => (await import("./en.activities")).enActivities,
    palette: async () => (await import("./en.palette")).enPalette,
    quotes: async () => (await import("./en.quotes")).enQuotes,
    life: async () => (await import("./en.life")).enLife,
    people: async () => (await import("./en.people")).enPeople,
    channels: async () => (await import("./en.channels")).enChannels,
    messages: async () => (await import("./en.messages")).enMessages,
  },
};
const further = new Set<Further>();

async function load(language: Language): Promise<Words> {
  const loads = (["first", ...further] as const).map((name) => tables[language][name]());
  return Object.assign({}, ...(await Promise.all(loads))) as Words;
}

/** Loads the words when they are not here yet, then everything on screen changes at once. */
export async function setLanguage(language: Language): Promise<void> {
  const words = await load(language);
  remember("language", language);
  document.documentElement.lang = language;
  speak(language, words);
}

/** From now on these words are loaded with every language. */
export async function addWords(table: Further): Promise<void> {
  if (further.has(table)) return;
  further.add(table);
  let language = present();
  let words = await load(language);
  while (language !== present()) {
    language = present();
    words = await load(language);
  }
  speak(language, words);
}
