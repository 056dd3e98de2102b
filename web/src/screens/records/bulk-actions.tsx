import { Fragment, h, useState } from "ui";
import type { Module, Record as CRMRecord } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { later } from "../../later";

const DeleteRecordsDialog = later(() => import("./delete-records-dialog"));

interface Props {
  readonly module: Module;
  readonly records: readonly CRMRecord[];
  readonly onDone: () => void;
}

/** What can be done with the ticked records. */
export default function BulkActions({ module, records, onDone }: Props) {
  const [deleting, setDeleting] = useState(false);
  return (
    <Fragment>
      <Button icon="trash-2" onClick={() => setDeleting(true)}>{t("life.delete")}</Button>
      {deleting && <DeleteRecordsDialog module={module} records={records} onClose={() => setDeleting(false)} onDeleted={onDone} />}
    </Fragment>
  );
}
