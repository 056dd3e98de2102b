import type { Language } from "../../api/schema";
import type { Option } from "../../kit/options";

/** The languages that Meta takes templates in, the two of Parley first. */
const codes = (
  "zh_CN en_US en en_GB zh_HK zh_TW af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA az be_BY bn bn_IN bg ca hr cs da prs_AF nl nl_BE en_AE en_AU en_CA en_GH en_IE en_IN en_JM " +
  "en_MY en_NZ en_QA en_SG en_UG en_ZA et fil fi fr fr_BE fr_CA fr_CH fr_CI fr_MA ka de de_AT de_CH el gu ha he hi hu id ga it ja kn kk rw_RW ko ky_KG lo lv lt mk ms ml " +
  "mr nb ps_AF fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl es es_AR es_CL es_CO es_CR es_DO es_EC es_HN es_MX es_PA es_PE es_ES es_UY sw sv ta te th tr uk ur uz vi zu"
).split(" ");

/** A template language in the user's own language. */
export function templateLanguageName(code: string, language: Language): string {
  try {
    return new Intl.DisplayNames([language], { type: "language" }).of(code.replaceAll("_", "-")) ?? code;
  } catch {
    return code;
  }
}

/** To be chosen from: by name in the user's language, and by Meta's code. */
export function templateLanguages(language: Language): readonly Option[] {
  return codes.map((code) => ({ value: code, label: templateLanguageName(code, language), hint: code }));
}
