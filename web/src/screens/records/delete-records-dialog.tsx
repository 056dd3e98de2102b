import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Id, Module } from "../../api/schema";
import "../../i18n/life-words";
import { count } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { ConfirmDialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { changed } from "../../state/live";
import { isPerson } from "./module-words";

interface Props {
  readonly module: Module;
  readonly records: readonly { readonly id: Id; readonly name: string }[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export const MOST_DELETED = 100;

/** Says what goes into the bin and what goes with it; the toast takes it back. */
export default function DeleteRecordsDialog({ module, records, onClose, onDeleted }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ids = records.map((record) => record.id);
  const [first] = records;
  const one = records.length === 1 && first ? first.name : null;
  const tooMany = records.length > MOST_DELETED;

  const restore = async () => {
    try {
      await call("restoreRecords", { body: { ids } });
      changed("records");
      toast({ text: t("delete.undone", { count: ids.length }) });
    } catch (problem) {
      toast({ text: sentenceFor(problem), tone: "danger" });
    }
  };
  const remove = async () => {
    setBusy(true);
    try {
      await call("deleteRecords", { body: { ids } });
      onClose();
      onDeleted();
      changed("records");
      toast({ text: one === null ? t("delete.done.many", { count: ids.length }) : t("delete.done.one", { name: one }), undo: () => void restore() });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      title={one === null ? t("delete.many", { count: records.length, module: module.label }) : t("delete.one", { module: module.singular, name: one })}
      confirm={one === null ? t("delete.confirm.many", { count: count(records.length) }) : t("delete.confirm.one")}
      variant="danger"
      busy={busy}
      onConfirm={() => !tooMany && void remove()}
      onClose={onClose}
    >
      {tooMany ? <Banner tone="warn">{t("delete.tooMany", { max: MOST_DELETED })}</Banner> : (
        <Fragment>
          <p>{t("delete.text")}</p>
          {isPerson(module) && <p>{t("delete.messages")}</p>}
        </Fragment>
      )}
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
