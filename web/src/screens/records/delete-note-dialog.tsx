import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Note } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { ConfirmDialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";

interface Props {
  readonly note: Note;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export default function DeleteNoteDialog({ note, onClose, onDeleted }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const remove = async () => {
    setBusy(true);
    try {
      await call("deleteNote", { path: { id: note.id } });
      toast({ text: t("notes.deleted") });
      onClose();
      onDeleted();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog title={t("notes.delete.title")} confirm={t("notes.delete")} variant="danger" busy={busy} onConfirm={() => void remove()} onClose={onClose}>
      <p>{t("notes.delete.text")}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
