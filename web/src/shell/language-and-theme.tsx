import { h } from "ui";
import type { Language, Theme } from "../api/schema";
import { setLanguage } from "../i18n/language";
import { t, useLanguage } from "../i18n/t";
import { Segmented } from "../kit/segmented";
import { useStore } from "../state/store";
import { setTheme, themeStore } from "../state/theme";
import { themeIcons, themes } from "./themes";

/** For pages without a signed-in user; kept in this browser. */
export function LanguageAndTheme() {
  const language = useLanguage();
  const theme = useStore(themeStore);
  return (
    <div className="language-and-theme">
      <Segmented<Language>
        label={t("account.language")}
        value={language}
        segments={[{ value: "zh-CN", label: "中文", lang: "zh-CN" }, { value: "en", label: "English", lang: "en" }]}
        onChange={(next) => void setLanguage(next)}
      />
      <Segmented<Theme>
        label={t("account.theme")}
        value={theme}
        segments={themes.map((one) => ({ value: one, label: t(`theme.${one}`), icon: themeIcons[one], bare: true }))}
        onChange={setTheme}
      />
    </div>
  );
}
