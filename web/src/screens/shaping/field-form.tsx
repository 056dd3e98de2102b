import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import type { Field, FieldType, Module } from "../../api/schema";
import { LaterFieldInput } from "../../fields/later-field-input";
import { plainField } from "../../fields/plain-field";
import { type Value, blankOf, isBlank } from "../../fields/values";
import { language, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Checkbox } from "../../kit/checkbox";
import { Dialog } from "../../kit/dialog";
import { Select } from "../../kit/select";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { reloadModules, useModules } from "../../state/modules";
import { sectionsOf } from "../records/record-values";
import { hasOptions, longest, mayBeRequired, mayBeUnique, mayHaveDefault } from "./field-types";
import { LabelsInput, isUnlabelled, labelProblem, noLabels } from "./labels-input";
import { type OptionDraft, OptionsEditor, freshOption, optionsOf } from "./options-editor";

interface Props {
  readonly module: Module;
  readonly field: Field | null;
  readonly type: FieldType;
  readonly onBack: (() => void) | null;
  readonly onClose: () => void;
}

const named = ["options", "default_value", "lookup_module", "maximum_length", "number_prefix"];

/** What a field is called and asks for. Type, length, uniqueness and target stay as they were made. */
export default function FieldForm({ module, field, type, onBack, onClose }: Props) {
  const modules = useModules() ?? [];
  const sections = sectionsOf(module.fields, module.sections);
  const [labels, setLabels] = useState(field?.labels ?? noLabels);
  const [required, setRequired] = useState(field?.is_required ?? false);
  const [unique, setUnique] = useState(field?.is_unique ?? false);
  const [length, setLength] = useState(String(field?.maximum_length ?? longest(type) ?? ""));
  const [options, setOptions] = useState<readonly OptionDraft[]>(() => field?.options?.map((one) => freshOption({ value: one.value, ...one.labels, color: one.color })) ?? [freshOption(), freshOption()]);
  const [target, setTarget] = useState(field?.lookup_module ?? null);
  const [prefix, setPrefix] = useState(field?.number_prefix ?? "");
  const [section, setSection] = useState(field?.section ?? sections.at(-1)?.name ?? "main");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const offered = optionsOf(options);
  // The default is typed as a record's value would be.
  const sample = plainField({
    name: "default_value", label: t("shaping.default"), type: type === "multi_select" ? "picklist" : type,
    options: hasOptions(type) ? offered.map((one) => ({ value: one.value, label: (language() === "en" ? one.labels?.en : one.labels?.zh) || one.value, labels: one.labels ?? noLabels, color: one.color ?? null })) : null,
  });
  const [start, setStart] = useState<Value>(type === "boolean" ? field?.default_value === "true" : field?.default_value ?? blankOf(sample));

  const known = labelProblem(error) !== undefined || named.some((one) => sentenceForField(error, one) !== undefined);
  const faults = {
    labels: isUnlabelled(labels) ? t("field.required") : undefined,
    options: hasOptions(type) && offered.length === 0 ? t("shaping.options.none") : undefined,
    target: type === "lookup" && target === null ? t("field.required") : undefined,
  };
  const save = async () => {
    setTried(true);
    if (busy || faults.labels || faults.options || faults.target) return;
    setBusy(true);
    setError(null);
    const common = {
      labels, section,
      ...(mayBeRequired(type) ? { is_required: required } : {}),
      ...(hasOptions(type) ? { options: offered } : {}),
      ...(mayHaveDefault(type) && !unique ? { default_value: typeof start === "boolean" ? String(start) : isBlank(start) ? null : String(start) } : {}),
    };
    try {
      if (field) await call("changeField", { path: { module: module.name, id: field.id }, body: common });
      else {
        await call("addField", { path: { module: module.name }, body: {
          ...common, type,
          ...(mayBeUnique(type) ? { is_unique: unique } : {}),
          ...(longest(type) === null ? {} : { maximum_length: Number(length) || longest(type) }),
          ...(target === null ? {} : { lookup_module: target }),
          ...(type === "auto_number" ? { number_prefix: prefix } : {}),
        } });
      }
      await reloadModules();
      toast({ text: t("shaping.field.saved", { field: (language() === "en" ? labels.en : labels.zh) || labels.zh || labels.en }) });
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={field ? t("record.edit", { field: field.label }) : t("shaping.field.newOf", { type: t(`shaping.type.${type}`) })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[
        onBack && <Button key="back" variant="ghost" icon="arrow-left" onClick={onBack}>{t("shaping.type.other")}</Button>,
        <Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>,
        <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>,
      ]}
    >
      <div className="dialog-form">
        {error !== null && !known && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <p className="quiet">{t("shaping.oneIsEnough")}</p>
        <div className="form-grid"><LabelsInput autoFocus label={t("shaping.field.label")} value={labels} error={(tried ? faults.labels : undefined) ?? labelProblem(error)} onChange={setLabels} /></div>
        {hasOptions(type) && <OptionsEditor options={options} error={(tried ? faults.options : undefined) ?? sentenceForField(error, "options")} onChange={setOptions} />}
        <div className="form-grid">
          {type === "lookup" && <Select label={t("shaping.target")} required disabled={field !== null} value={target} options={modules.map((one) => ({ value: one.name, label: one.label }))} placeholder={t("select.choose")} error={(tried ? faults.target : undefined) ?? sentenceForField(error, "lookup_module")} onChange={setTarget} />}
          {longest(type) !== null && <TextField label={t("shaping.length")} inputMode="numeric" disabled={field !== null} value={length} hint={t("shaping.length.hint", { max: longest(type) ?? 0 })} error={sentenceForField(error, "maximum_length")} onChange={(typed) => setLength(typed.replace(/\D/g, ""))} />}
          {type === "auto_number" && <TextField label={t("shaping.prefix")} disabled={field !== null} value={prefix} max={20} hint={t("shaping.prefix.hint")} error={sentenceForField(error, "number_prefix")} onChange={setPrefix} />}
          {mayHaveDefault(type) && !unique && <LaterFieldInput field={sample} value={start} error={sentenceForField(error, "default_value")} onChange={setStart} />}
          {sections.length > 1 && <Select label={t("shaping.section")} value={section} options={sections.map((one) => ({ value: one.name, label: one.label }))} onChange={setSection} />}
        </div>
        {mayBeRequired(type) && <Checkbox label={t("shaping.required.text")} checked={required} onChange={setRequired} />}
        {mayBeUnique(type) && <Checkbox label={t("shaping.unique.text")} checked={unique} disabled={field !== null} onChange={setUnique} />}
      </div>
    </Dialog>
  );
}
