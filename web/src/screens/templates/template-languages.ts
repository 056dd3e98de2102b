import type { Language } from "../../api/schema";
import type { Option } from "../../kit/options";

/** The languages that Meta takes templates in, the two of Parley first. */
const codes = [
  "zh_CN", "en_US", "en", "en_GB", "zh_HK", "zh_TW", "af", "ar", "az", "bg", "bn", "ca", "cs", "da", "de", "el", "es", "es_AR", "es_ES", "es_MX", "et", "fa", "fi", "fil", "fr",
  "ga", "gu", "ha", "he", "hi", "hr", "hu", "id", "it", "ja", "ka", "kk", "kn", "ko", "ky_KG", "lo", "lt", "lv", "mk", "ml", "mr", "ms", "nb", "nl", "pa", "pl", "pt_BR",
  "pt_PT", "ro", "ru", "rw_RW", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "zu",
] as const;

/** A template language in the user's own language. */
export function templateLanguageName(code: string, language: Language): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(code.replaceAll("_", "-")) ?? code;
  } catch {
    return code;
  }
}

export function templateLanguages(language: Language): readonly Option[] {
  return codes.map((code) => ({ value: code, label: templateLanguageName(code, language), hint: code }));
}
