import { h, useMemo, useState } from "ui";
import { sentenceFor } from "../../api/problem";
import type { Language, MeChange, Theme } from "../../api/schema";
import { clockTime } from "../../i18n/format";
import { languageNames, languages } from "../../i18n/language";
import { t, useLanguage } from "../../i18n/t";
import { timeZoneChoices } from "../../i18n/time-zones";
import { Banner } from "../../kit/banner";
import { Card } from "../../kit/card";
import { Combobox } from "../../kit/combobox";
import { Segmented } from "../../kit/segmented";
import { toast } from "../../kit/toast";
import { themeIcons, themes } from "../../shell/themes";
import { useServerNow } from "../../state/server-clock";
import { changeMe, useMe } from "../../state/session";

/** Each choice takes effect and is saved at once. */
export function DisplayCard() {
  const { user } = useMe();
  const language = useLanguage();
  const now = useServerNow(10_000);
  const [error, setError] = useState<unknown>(null);
  const zones = useMemo(() => timeZoneChoices(user.time_zone, language).map((one) => ({ value: one.name, label: one.label, hint: one.hint })), [user.time_zone, language]);

  const change = async (what: MeChange) => {
    setError(null);
    try {
      await changeMe(what);
      toast({ text: t("personal.saved") });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Card title={t("personal.display.title")} hint={t("personal.display.hint")}>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      <div className="setting-line">
        <span>{t("personal.language")}</span>
        <Segmented<Language> label={t("personal.language")} value={user.language} segments={languages.map((one) => ({ value: one, label: languageNames[one], lang: one }))} onChange={(next) => void change({ language: next })} />
      </div>
      <div className="setting-line">
        <span>{t("personal.theme")}</span>
        <Segmented<Theme> label={t("personal.theme")} value={user.theme} segments={themes.map((one) => ({ value: one, label: t(`theme.${one}`), icon: themeIcons[one] }))} onChange={(next) => void change({ theme: next })} />
      </div>
      <Combobox label={t("personal.timeZone")} hint={t("personal.timeZone.hint", { time: clockTime(now) })} options={zones} value={user.time_zone} onChange={(next) => void change({ time_zone: next })} />
    </Card>
  );
}
