import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { File as RecordFile } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { ConfirmDialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";

interface Props {
  readonly file: RecordFile;
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

export default function RemoveFileDialog({ file, onClose, onRemoved }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const remove = async () => {
    setBusy(true);
    try {
      await call("removeFile", { path: { id: file.id } });
      toast({ text: t("files.removed", { name: file.name }) });
      onClose();
      onRemoved();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog title={t("files.remove.title", { name: file.name })} confirm={t("files.remove.confirm")} variant="danger" busy={busy} onConfirm={() => void remove()} onClose={onClose}>
      <p>{t("files.remove.text")}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
