import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Notification } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { ConfirmDialog, Dialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { UseList } from "./use-list";

interface Props {
  readonly notification: Notification;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/** Deletes a notification; one that something sends says what. */
export default function DeleteNotificationDialog({ notification, onDeleted, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { name } = notification;
  const uses = error instanceof ProblemError && error.code === "notification_in_use" ? error.problem.uses ?? [] : null;
  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await call("deleteNotification", { path: { id: notification.id } });
      onDeleted();
      onClose();
      toast({ text: t("notifications.deleted", { name }) });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  if (uses !== null) {
    return (
      <Dialog title={t("template.inUse", { name })} onClose={onClose} footer={<Button autoFocus variant="primary" onClick={onClose}>{t("dialog.close")}</Button>}>
        <p>{t("template.inUse.text")}</p>
        <UseList uses={uses} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog title={t("notifications.delete.title", { name })} confirm={t("notifications.delete.yes")} variant="danger" busy={busy} onConfirm={() => void remove()} onClose={onClose}>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      <p>{t("notifications.delete.text")}</p>
    </ConfirmDialog>
  );
}
