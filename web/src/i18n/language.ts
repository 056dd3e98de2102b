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

/** Every visit needs the first table, the settings and the set-up page the second as well. */
const tables: Readonly<Record<Language, readonly [() => Promise<Words>, () => Promise<Words>]>> = {
  "zh-CN": [async () => (await import("./zh-CN")).zh, async () => (await import("./zh-CN.settings")).zhSettings],
  en: [async () => (await import("./en")).en, async () => (await import("./en.settings")).enSettings],
};
let settingsToo = false;

async function load(language: Language): Promise<Words> {
  const [first, settings] = tables[language];
  const [words, more] = await Promise.all([first(), settingsToo ? settings() : {}]);
  return { ...words, ...more };
}

/** Loads the words when they are not here yet, then everything on screen changes at once. */
export async function setLanguage(language: Language): Promise<void> {
  const words = await load(language);
  remember("language", language);
  document.documentElement.lang = language;
  speak(language, words);
}

/** From now on the words of the settings are loaded with every language. */
export async function addSettingsWords(): Promise<void> {
  if (settingsToo) return;
  settingsToo = true;
  let language = present();
  let words = await load(language);
  while (language !== present()) {
    language = present();
    words = await load(language);
  }
  speak(language, words);
}
