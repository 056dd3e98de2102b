import { h } from "ui";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { META_GUIDELINES, guidelinesPath } from "./template-paths";

/** The rules in our words, which need no network, and Meta's own page. Both open beside what is being written. */
export function GuidelineLinks() {
  return (
    <span className="guideline-links">
      <a href={guidelinesPath} target="_blank" rel="noopener" className="button link">{t("guidelines.open")}</a>
      <a href={META_GUIDELINES} target="_blank" rel="noopener noreferrer" className="button link">{t("guidelines.meta")}<Icon name="external-link" size={16} /></a>
    </span>
  );
}
