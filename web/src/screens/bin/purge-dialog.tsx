import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { TrashedRecord } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { ConfirmDialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";

interface Props {
  /** Null for everything in the bin. */
  readonly records: readonly TrashedRecord[] | null;
  readonly onClose: () => void;
  readonly onPurged: () => void;
}

/** The one thing here that cannot be taken back. */
export default function PurgeDialog({ records, onClose, onPurged }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const many = records?.length ?? 0;
  const purge = async () => {
    setBusy(true);
    try {
      const gone = records ? (await call("purgeRecords", { body: { ids: records.map((record) => record.id) } }), many) : (await call("emptyBin")).purged;
      toast({ text: t("bin.purged", { count: gone }) });
      onClose();
      onPurged();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog
      title={records ? t("bin.purge.title", { count: many }) : t("bin.empty.title")}
      confirm={records ? t("bin.purge.confirm", { count: many }) : t("bin.empty.confirm")}
      variant="danger"
      busy={busy}
      onConfirm={() => void purge()}
      onClose={onClose}
    >
      <p>{t(records ? "bin.purge.text" : "bin.empty.text")}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
