import { h } from "ui";
import { type Key, t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { classes } from "../../kit/classes";
import { Icon } from "../../kit/icon";
import type { IconName } from "../../kit/icon-names";
import { navigate } from "../../router";
import { type Check, canSave } from "./template-checks";
import { templatesPath } from "./template-paths";

const signs: Readonly<Record<Check["state"], IconName>> = { passed: "circle-check", failed: "circle-alert", waiting: "circle-dashed" };

/** What is wrong, in words; the merge fields at fault are named. */
export function checkWords(check: Check): string {
  if (check.name === "fields" && check.tokens.length > 0) return t("check.fields.unknown", { tokens: check.tokens.join(t("list.and")) });
  return t(`check.${check.name}.${check.state === "failed" ? "failed" : "passed"}` as Key);
}

/** Meta's rules beside the button that submits. */
export function ChecklistCard({ checks, busy }: { readonly checks: readonly Check[]; readonly busy: boolean }) {
  const open = checks.filter((check) => check.state !== "passed").length;
  return (
    <section className="card checklist" aria-label={t("check.title")}>
      <div className="checklist-head">
        <h2>{t("check.title")}</h2>
        <span role="status">{open === 0 ? t("check.allPassed") : t("check.open", { passed: checks.length - open, open })}</span>
      </div>
      <ul>
        {checks.map((check) => (
          <li key={check.name} className={classes(check.state)}>
            <Icon name={signs[check.state]} size={16} label={t(`check.state.${check.state}`)} />
            <span>{checkWords(check)}</span>
          </li>
        ))}
      </ul>
      <div className="checklist-foot">
        <p>{t("editor.saveHint")}</p>
        <Button onClick={() => navigate(templatesPath)}>{t("dialog.cancel")}</Button>
        <Button submit variant="primary" busy={busy} disabled={!canSave(checks)}>{t("save")}</Button>
      </div>
    </section>
  );
}
