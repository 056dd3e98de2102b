import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError } from "../../api/problem";
import type { Field, Module, Record as CRMRecord } from "../../api/schema";
import { t } from "../../i18n/t";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { changed } from "../../state/live";
import { FieldLine } from "./field-line";
import { type Value, sectionsOf, valueOf } from "./record-values";

const StaleDialog = later(() => import("./stale-dialog"));

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly onChanged: (record: CRMRecord) => void;
}

/** Two people changed one field: the record as it is now, and what was to be saved. */
interface Clash {
  readonly field: Field;
  readonly mine: Value;
  readonly fresh: CRMRecord;
}

/** Everything known, by section; each value is changed in its place. */
export function RecordFields({ record, module, onChanged }: Props) {
  const [clash, setClash] = useState<Clash | null>(null);

  const write = async (field: Field, value: Value, base: CRMRecord) => {
    onChanged(await call("updateRecord", { path: { id: base.id }, body: { version: base.version, values: { [field.name]: value } } }));
    changed(`record/${base.id}`);
    toast({ text: t("record.saved", { field: field.label }) });
  };
  /** Rejects when the value itself is at fault, for the line to say so. */
  const save = async (field: Field, value: Value, before: Value) => {
    const now = valueOf(record, field);
    if (now !== before) {
      // Somebody else's change came in while this one was being typed.
      if (now !== value) setClash({ field, mine: value, fresh: record });
      return;
    }
    try {
      await write(field, value, record);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== "stale_record") throw error;
      const fresh = await call("getRecord", { path: { id: record.id } });
      onChanged(fresh);
      // Somebody changed another field meanwhile: nothing to choose.
      if (valueOf(fresh, field) === before) await write(field, value, fresh);
      else if (valueOf(fresh, field) !== value) setClash({ field, mine: value, fresh });
    }
  };
  return (
    <div className="card record-fields">
      {sectionsOf(module.fields).map((section) => (
        <section key={section.label}>
          <h2>{section.label}</h2>
          <dl>
            {section.fields.map((field) => <FieldLine key={field.name} field={field} value={valueOf(record, field)} phone={record.phones.find((phone) => phone.field === field.name)} onSave={(value, before) => save(field, value, before)} />)}
          </dl>
        </section>
      ))}
      {clash && <StaleDialog field={clash.field} mine={clash.mine} theirs={valueOf(clash.fresh, clash.field)} onKeep={() => setClash(null)} onOverwrite={() => write(clash.field, clash.mine, clash.fresh)} />}
    </div>
  );
}
