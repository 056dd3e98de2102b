import { h } from "ui";
import { sentenceFor } from "../../api/problem";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { classes } from "../../kit/classes";
import { Icon } from "../../kit/icon";
import type { IconName } from "../../kit/icon-names";
import type { Place } from "./finding-words";

/** What is to be said of one part of the form. */
export interface Check {
  readonly part: "basics" | "header" | "body" | "footer" | "buttons";
  readonly place: Place;
  /** `waiting`: not filled in yet; `absent`: an optional part that is not used. */
  readonly state: "passed" | "failed" | "waiting" | "absent";
  readonly faults: readonly { readonly place: Place; readonly words: string }[];
}

const signs: Readonly<Record<Check["state"], IconName>> = { passed: "circle-check", failed: "circle-alert", waiting: "circle-dashed", absent: "circle-dashed" };

interface Props {
  readonly checks: readonly Check[];
  /** The findings are of what was written a moment ago. */
  readonly stale: boolean;
  readonly error: unknown;
  readonly busy: boolean;
  readonly onGo: (place: Place) => void;
  readonly onCancel: () => void;
}

/** What Meta would object to, by part, beside the button that submits. Each leads to its place. */
export function ChecklistCard({ checks, stale, error, busy, onGo, onCancel }: Props) {
  const open = checks.reduce((sum, check) => sum + (check.state === "failed" || check.state === "waiting" ? Math.max(1, check.faults.length) : 0), 0);
  return (
    <section className="card checklist" aria-label={t("check.title")} aria-busy={stale}>
      <div className="checklist-head">
        <h2>{t("check.title")}</h2>
        <span role="status">{stale ? t("check.running") : open === 0 ? t("check.allPassed") : t("check.open", { open })}</span>
      </div>
      <ul>
        {checks.map((check) => (
          <li key={check.part} className={classes(check.state)}>
            <Icon name={signs[check.state]} size={16} label={t(`check.state.${check.state}`)} />
            <div>
              <button type="button" className="check-part" onClick={() => onGo(check.faults[0]?.place ?? check.place)}>{t(`check.part.${check.part}`)}</button>
              {check.faults.map((fault, index) => <button key={index} type="button" className="check-fault" onClick={() => onGo(fault.place)}>{fault.words}</button>)}
            </div>
          </li>
        ))}
      </ul>
      {error !== null && <p className="check-fault">{sentenceFor(error)}</p>}
      <div className="checklist-foot">
        <p>{t("editor.saveHint")}</p>
        <Button onClick={onCancel}>{t("dialog.cancel")}</Button>
        <Button submit variant="primary" busy={busy}>{t("save")}</Button>
      </div>
    </section>
  );
}
