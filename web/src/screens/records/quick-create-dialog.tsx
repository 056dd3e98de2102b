import { h, useRef, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Field, Module, Record as CRMRecord } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { FieldInput } from "./field-input";
import { problemAt, useRecordForm } from "./record-form";
import { sectionsOf } from "./record-values";

interface Props {
  readonly module: Module;
  readonly onClose: () => void;
  readonly onCreated: (record: CRMRecord) => void;
}

/** A new record: what must be filled in first, everything else below by section. */
export default function QuickCreateDialog({ module, onClose, onCreated }: Props) {
  const form = useRecordForm(module.fields, {});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const body = useRef<HTMLDivElement>(null);
  const required = module.fields.filter((field) => field.is_required);
  const sections = sectionsOf(module.fields.filter((field) => !field.is_required));
  const known = error !== null && module.fields.some((field) => problemAt(error, field) !== undefined);
  const first = required[0] ?? module.fields[0];

  const showFault = () => requestAnimationFrame(() => body.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  const create = async () => {
    if (busy) return;
    setError(null);
    if (!form.check()) {
      showFault();
      return;
    }
    setBusy(true);
    try {
      const record = await call("createRecord", { path: { module: module.name }, body: { values: form.filled() } });
      onClose();
      onCreated(record);
    } catch (problem) {
      setError(problem);
      setBusy(false);
      showFault();
    }
  };
  const input = (field: Field) => (
    <FieldInput
      key={field.name}
      field={field}
      value={form.valueOf(field)}
      error={problemAt(error, field) ?? form.faultOf(field)}
      autoFocus={field === first}
      onChange={(value) => {
        form.set(field, value);
        if (problemAt(error, field)) setError(null);
      }}
    />
  );
  return (
    <Dialog
      wide
      title={t("records.new", { module: module.singular })}
      onClose={onClose}
      onSubmit={() => void create()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("records.create")}</Button>]}
    >
      <div ref={body} className="record-form">
        {error !== null && !known && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <div className="form-grid">{required.map(input)}</div>
        {sections.map((section) => (
          <fieldset key={section.label}>
            <legend>{section.label}</legend>
            <div className="form-grid">{section.fields.map(input)}</div>
          </fieldset>
        ))}
      </div>
    </Dialog>
  );
}
