import { h, useId, useState } from "ui";
import "../../i18n/templates-words";
import { t, useLanguage } from "../../i18n/t";
import { Skeleton } from "../../kit/skeleton";
import { TextField } from "../../kit/text-field";
import { Link } from "../../link";
import { MergeText } from "../../merge/merge-text";
import { useRight } from "../../state/rights";
import { templateLanguageName } from "../templates/template-languages";
import { TemplateStatusBadge } from "../templates/template-status";
import type { TemplateSending } from "./template-sending";

type Props = Pick<TemplateSending, "templates" | "refusalOf" | "chosen" | "choose">;

/** More than these are searched. */
const MANY = 6;

/** The templates of a module. What cannot be sent stays, greyed, with its state or why this person does not get it. */
export function TemplateChoices({ templates, refusalOf, chosen, choose }: Props) {
  const name = useId();
  const language = useLanguage();
  const mayMake = useRight("manage_templates");
  const [typed, setTyped] = useState("");
  if (templates === null) return <Skeleton rows={2} />;
  if (templates.length === 0) {
    return <p className="quiet">{t("sending.noTemplates")} {mayMake && <Link to="/settings/automation/actions/whatsapp-templates/new">{t("templates.new")}</Link>}</p>;
  }
  const wanted = typed.trim().toLowerCase();
  const shown = templates.filter((template) => `${template.name} ${template.body}`.toLowerCase().includes(wanted));
  return (
    <div className="template-choices" role="radiogroup" aria-label={t("sending.template")}>
      <div className="template-choices-head">
        <b>{t("sending.template")}</b>
        {templates.length > MANY && <TextField bare label={t("sending.search")} icon="search" type="search" placeholder={t("sending.search")} value={typed} onChange={setTyped} />}
      </div>
      <div className="template-choice-list">
        {shown.map((template) => {
          const approved = template.status === "approved";
          const refusal = refusalOf(template);
          return (
            <label key={template.id} className="template-choice">
              <input type="radio" name={name} checked={template.id === chosen?.id} disabled={refusal !== null} onChange={() => choose(template)} />
              <span className="template-choice-words">
                <b className="cut">{template.name}</b>
                {refusal === null ? <small className="cut"><MergeText short text={template.body} /></small> : <small>{refusal}</small>}
              </span>
              {approved ? <span className="template-choice-end">{t(`template.category.${template.effective_category}`)} · {templateLanguageName(template.language, language)}</span> : <TemplateStatusBadge template={template} />}
            </label>
          );
        })}
        {shown.length === 0 && <p className="quiet">{t("select.none")}</p>}
      </div>
    </div>
  );
}
