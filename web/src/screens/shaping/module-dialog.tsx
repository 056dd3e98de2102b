import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Module, Sharing } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { RadioCards } from "../../kit/radio-cards";
import { toast } from "../../kit/toast";
import { reloadModules } from "../../state/modules";
import { LabelsInput, isUnlabelled, labelProblem, noLabels } from "./labels-input";

interface Props {
  /** The module that is changed; null makes a new one. */
  readonly module: Module | null;
  readonly onClose: () => void;
  readonly onSaved: (module: Module) => void;
}

const sharings: readonly Sharing[] = ["private", "read_only", "read_write", "read_write_delete"];

/** What a module and its records are called, and who sees them. */
export default function ModuleDialog({ module, onClose, onSaved }: Props) {
  const [labels, setLabels] = useState(module?.labels ?? noLabels);
  const [singular, setSingular] = useState(module?.singular_labels ?? noLabels);
  const [name, setName] = useState(noLabels);
  const [sharing, setSharing] = useState<Sharing>(module?.sharing ?? "private");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const fault = tried && isUnlabelled(labels) ? t("field.required") : undefined;
  const atLabel = labelProblem(error);

  const save = async () => {
    setTried(true);
    if (busy || isUnlabelled(labels)) return;
    setBusy(true);
    setError(null);
    // Of one record it is called as of many where nobody said otherwise: Chinese knows no difference.
    const singular_labels = isUnlabelled(singular) ? labels : singular;
    try {
      const saved = await (module
        ? call("changeModule", { path: { module: module.name }, body: { labels, singular_labels, sharing } })
        : call("createModule", { body: { labels, singular_labels, name_labels: isUnlabelled(name) ? { zh: "名称", en: "Name" } : name, sharing } }));
      await reloadModules();
      toast({ text: t("shaping.module.saved", { module: saved.label }) });
      onClose();
      onSaved(saved);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={module ? t("shaping.module.edit", { module: module.label }) : t("shaping.module.new")}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{module ? t("save") : t("records.create")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !atLabel && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <p className="quiet">{t("shaping.oneIsEnough")}</p>
        <div className="form-grid"><LabelsInput autoFocus label={t("shaping.module.label")} value={labels} error={fault ?? atLabel} onChange={setLabels} /></div>
        <div className="form-grid"><LabelsInput label={t("shaping.module.singular")} value={singular} onChange={setSingular} /></div>
        {!module && <div className="form-grid"><LabelsInput label={t("shaping.module.name")} value={name} onChange={setName} /></div>}
        <RadioCards<Sharing> label={t("shaping.sharing")} value={sharing} cards={sharings.map((value) => ({ value, label: t(`shaping.sharing.${value}`), hint: t(`shaping.sharing.${value}.text`) }))} onChange={setSharing} />
      </div>
    </Dialog>
  );
}
