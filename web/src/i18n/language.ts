import type { Language } from "../api/schema";
import { remember, remembered } from "../state/browser-memory";
import { speak } from "./t";

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

/** Loads the words when they are not here yet, then everything on screen changes at once. */
export async function setLanguage(language: Language): Promise<void> {
  const words = language === "en" ? (await import("./en")).en : (await import("./zh-CN")).zh;
  remember("language", language);
  document.documentElement.lang = language;
  speak(language, words);
}
