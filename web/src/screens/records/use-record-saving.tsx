import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError } from "../../api/problem";
import type { Field, Record as CRMRecord } from "../../api/schema";
import { type Value, sameValue, valueOf } from "../../fields/values";
import { t } from "../../i18n/t";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { changed } from "../../state/live";

const StaleDialog = later(() => import("./stale-dialog"));

/** Two people changed one field: the record as it is now, and what was to be saved. */
interface Clash {
  readonly field: Field;
  readonly mine: Value;
  readonly fresh: CRMRecord;
}

/** Saves one value of a record at a time, and asks where somebody else changed the same one. */
export function useRecordSaving(record: CRMRecord, onChanged: (record: CRMRecord) => void) {
  const [clash, setClash] = useState<Clash | null>(null);

  const write = async (field: Field, value: Value, base: CRMRecord) => {
    onChanged(await call("updateRecord", { path: { id: base.id }, body: { version: base.version, values: { [field.name]: value } } }));
    changed(`record/${base.id}`);
    toast({ text: t("record.saved", { field: field.label }) });
  };
  /** Rejects when the value itself is at fault, for the line to say so. */
  const save = async (field: Field, value: Value, before: Value) => {
    const now = valueOf(record, field);
    if (!sameValue(now, before)) {
      // Somebody else's change came in while this one was being typed.
      if (!sameValue(now, value)) setClash({ field, mine: value, fresh: record });
      return;
    }
    try {
      await write(field, value, record);
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== "stale_record") throw error;
      const fresh = await call("getRecord", { path: { id: record.id } });
      onChanged(fresh);
      // Somebody changed another field meanwhile: nothing to choose.
      if (sameValue(valueOf(fresh, field), before)) await write(field, value, fresh);
      else if (!sameValue(valueOf(fresh, field), value)) setClash({ field, mine: value, fresh });
    }
  };
  const dialog = clash && <StaleDialog field={clash.field} mine={clash.mine} theirs={valueOf(clash.fresh, clash.field)} links={clash.fresh.links} onKeep={() => setClash(null)} onOverwrite={() => write(clash.field, clash.mine, clash.fresh)} />;
  return { save, dialog };
}
