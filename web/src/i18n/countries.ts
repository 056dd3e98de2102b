import type { Language } from "../api/schema";

/** ISO 3166 alpha-2, as far as they have telephone numbers. */
const codes = (
  "AC AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO " +
  "CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU " +
  "ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP " +
  "MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH " +
  "SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
).split(" ");

export interface CountryChoice {
  readonly code: string;
  readonly name: string;
}

export function countryChoices(language: Language): CountryChoice[] {
  const names = new Intl.DisplayNames([language], { type: "region" });
  const compare = new Intl.Collator(language).compare;
  return codes.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => compare(a.name, b.name));
}

interface LocaleWithZones extends Intl.Locale {
  readonly timeZones?: readonly string[];
  getTimeZones?(): readonly string[] | undefined;
}

/** The country that a time zone lies in, or else the one the browser's language names. */
export function guessCountry(zone: string, browserLanguage: string): string {
  for (const code of codes) {
    const locale = new Intl.Locale(`und-${code}`) as LocaleWithZones;
    if ((locale.getTimeZones?.() ?? locale.timeZones)?.includes(zone)) return code;
  }
  return new Intl.Locale(browserLanguage).maximize().region ?? "CN";
}
