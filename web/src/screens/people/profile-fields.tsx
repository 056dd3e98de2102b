import { h, useState } from "ui";
import type { Field, FieldAccess, Module } from "../../api/schema";
import { t } from "../../i18n/t";
import { Segmented } from "../../kit/segmented";
import { Select } from "../../kit/select";
import { sectionsOf } from "../records/record-values";
import { type ProfileDraft, withField } from "./profile-draft";

interface Props {
  readonly modules: readonly Module[];
  readonly draft: ProfileDraft;
  readonly fixed: boolean;
  readonly onChange: (draft: ProfileDraft) => void;
}

/** Which fields one sees and writes, a module at a time. */
export function FieldRules({ modules, draft, fixed, onChange }: Props) {
  const [chosen, setChosen] = useState<string | null>(null);
  const module = modules.find((one) => one.name === chosen) ?? modules[0];
  if (!module) return null;
  return (
    <div className="profile-part">
      <div className="field-rules-head">
        <Select label={t("profiles.fieldsOf")} value={module.name} options={modules.map((one) => ({ value: one.name, label: one.label }))} onChange={setChosen} />
        <p className="quiet">{t("profiles.fields.text")}</p>
      </div>
      {sectionsOf(module.fields).map((section) => (
        <section key={section.name} className="field-rules">
          <h2>{section.label}</h2>
          <ul>
            {section.fields.map((field) => <FieldRuleLine key={field.id} field={field} isName={namesRecord(module, field)} access={draft.fields.get(field.id) ?? "visible"} fixed={fixed} onChange={(access) => onChange(withField(draft, field.id, access))} />)}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface LineProps {
  readonly field: Field;
  readonly isName: boolean;
  readonly access: FieldAccess;
  readonly fixed: boolean;
  readonly onChange: (access: FieldAccess) => void;
}

function FieldRuleLine({ field, isName, access, fixed, onChange }: LineProps) {
  const choices: readonly FieldAccess[] = [...(field.is_read_only ? [] : ["visible" as const]), "read_only", ...(isName ? [] : ["hidden" as const])];
  const shown = field.is_read_only && access === "visible" ? "read_only" : access;
  return (
    <li>
      <span className="field-rule-name"><b>{field.label}</b>{(isName || field.is_read_only) && <small>{t(isName ? "profiles.fields.named" : "profiles.field.system")}</small>}</span>
      {fixed ? <span className="quiet">{t(`profiles.field.${shown}`)}</span> : (
        <Segmented<FieldAccess> label={field.label} value={shown} segments={choices.map((value) => ({ value, label: t(`profiles.field.${value}`) }))} onChange={(next) => onChange(field.is_read_only && next === "read_only" ? "visible" : next)} />
      )}
    </li>
  );
}

/** Whether records are called by the field: a person's two names, else the first text that they cannot do without. */
function namesRecord(module: Module, field: Field): boolean {
  if (module.fields.some((one) => one.name === "last_name" && !one.is_custom)) return !field.is_custom && (field.name === "last_name" || field.name === "first_name");
  return field === (module.fields.find((one) => one.is_required && one.type === "text") ?? module.fields[0]);
}
