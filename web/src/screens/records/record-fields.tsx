import { h } from "ui";
import type { Field, Module, Record as CRMRecord } from "../../api/schema";
import { type Value, valueOf } from "../../fields/values";
import { dayAndTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { later } from "../../later";
import { FieldLine } from "./field-line";
import { isPerson } from "./module-words";
import { sectionsOf } from "./record-values";

const ConsentValue = later(() => import("../consent/consent-value"));

/** The field that the server keeps from what people say. */
const CONSENT = "whatsapp_marketing";

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly onSave: (field: Field, value: Value, before: Value) => Promise<void>;
}

/** Everything known, by section; each value is changed in its place. */
export function RecordFields({ record, module, onSave }: Props) {
  const who = (time: string, user: CRMRecord["created_by"]) => [user?.name ?? t("record.system"), dayAndTime(time)].join(" · ");
  return (
    <div className="card record-fields">
      {sectionsOf(module.fields, module.sections).map((section) => (
        <section key={section.name}>
          <h2>{section.label}</h2>
          <dl>
            {section.fields.map((field) => field.name === CONSENT && isPerson(module) && record.conversion === null ? <div key={field.name} className="field-line"><dt>{field.label}</dt><dd className="consent"><ConsentValue record={record} field={field} /></dd></div> : <FieldLine key={field.name} field={field} fixed={field.is_read_only || !record.is_writable} value={valueOf(record, field)} links={record.links} phone={record.phones.find((phone) => phone.field === field.name)} onSave={(value, before) => onSave(field, value, before)} />)}
          </dl>
        </section>
      ))}
      <section>
        <h2>{t("records.section.system")}</h2>
        <dl>
          <div className="field-line whole"><dt>{t("records.owner")}</dt><dd><span className="value-person"><Avatar name={record.owner.name} seed={record.owner.id} size={18} />{record.owner.name}</span></dd></div>
          <div className="field-line"><dt>{t("records.created")}</dt><dd><span>{who(record.created_at, record.created_by)}</span></dd></div>
          <div className="field-line"><dt>{t("records.changed")}</dt><dd><span>{who(record.updated_at, record.updated_by)}</span></dd></div>
        </dl>
      </section>
    </div>
  );
}
