import { h, useRef, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Field, Module, Record as CRMRecord } from "../../api/schema";
import { FieldInput } from "../../fields/field-input";
import type { Links } from "../../fields/values";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { problemAt, useRecordForm } from "./record-form";
import { sectionsOf } from "./record-values";

interface Props {
  readonly module: Module;
  /** What is filled in already: the record that the new one is made for. */
  readonly links?: Links;
  readonly onClose: () => void;
  readonly onCreated: (record: CRMRecord) => void;
}

/** A new record: what must be filled in first, everything else below by section. */
export default function QuickCreateDialog({ module, links = {}, onClose, onCreated }: Props) {
  const fields = module.fields.filter((field) => !field.is_read_only);
  const form = useRecordForm(fields, Object.fromEntries(Object.entries(links).map(([field, link]) => [field, link.id])));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const body = useRef<HTMLDivElement>(null);
  const required = fields.filter((field) => field.is_required || links[field.name]);
  const sections = sectionsOf(fields.filter((field) => !required.includes(field)), module.sections);
  const known = error !== null && fields.some((field) => problemAt(error, field) !== undefined);
  const first = required[0] ?? fields[0];

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
      link={links[field.name]}
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
