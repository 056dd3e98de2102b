import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { View } from "../../api/schema";
import "../../i18n/lists-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { ConfirmDialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";

interface Props {
  readonly view: View;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export default function DeleteViewDialog({ view, onClose, onDeleted }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const remove = async () => {
    setBusy(true);
    try {
      await call("deleteView", { path: { id: view.id } });
      toast({ text: t("view.deleted", { view: view.label }) });
      onClose();
      onDeleted();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog title={t("view.delete.title", { view: view.label })} confirm={t("view.delete.confirm")} variant="danger" busy={busy} onConfirm={() => void remove()} onClose={onClose}>
      <p>{t(view.sharing === "me" ? "view.delete.text" : "view.delete.shared")}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
