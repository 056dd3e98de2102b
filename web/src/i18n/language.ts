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

/** What is loaded only by the parts that say it: settings and set-up, filters and views, activities, search, quotes, a record's life, people, channels and their health, messages, templates and their guidelines. */
type Further = "settings" | "lists" | "activities" | "palette" | "quotes" | "life" | "people" | "channels" | "health" | "messages" | "templates" | "guidelines";

/** Every visit needs the first table. A file of words exports its table and nothing else. */
const tables: Readonly<Record<Language, Readonly<Record<"first" | Further, () => Promise<Readonly<Record<string, Words>>>>>>> = {
  "zh-CN": {
    first: () => import("./zh-CN"),
    settings: () => import("./zh-CN.settings"),
    lists: () => import("./zh-CN.lists"),
    activities: () => import("./zh-CN.activities"),
    palette: () => import("./zh-CN.palette"),
    quotes: () => import("./zh-CN.quotes"),
    life: () => import("./zh-CN.life"),
    people: () => import("./zh-CN.people"),
    channels: () => import("./zh-CN.channels"),
    health: () => import("./zh-CN.health"),
    messages: () => import("./zh-CN.messages"),
    templates: () => import("./zh-CN.templates"),
    guidelines: () => import("./zh-CN.guidelines"),
  },
  en: {
    first: () => import("./en"),
    settings: () => import("./en.settings"),
    lists: () => import("./en.lists"),
    activities: () => import("./en.activities"),
    palette: () => import("./en.palette"),
    quotes: () => import("./en.quotes"),
    life: () => import("./en.life"),
    people: () => import("./en.people"),
    channels: () => import("./en.channels"),
    health: () => import("./en.health"),
    messages: () => import("./en.messages"),
    templates: () => import("./en.templates"),
    guidelines: () => import("./en.guidelines"),
  },
};
const further = new Set<Further>();

async function load(language: Language): Promise<Words> {
  const loads = (["first", ...further] as const).map((name) => tables[language][name]());
  return Object.assign({}, ...(await Promise.all(loads)).flatMap((file) => Object.values(file))) as Words;
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
