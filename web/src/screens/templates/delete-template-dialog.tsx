import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Template } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { ConfirmDialog, Dialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { changed } from "../../state/live";
import { UseList } from "./use-list";

interface Props {
  readonly template: Template;
  readonly onDeleted?: () => void;
  readonly onClose: () => void;
}

/** Deletes a template here and at Meta; one that is used says where. */
export default function DeleteTemplateDialog({ template, onDeleted, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const uses = error instanceof ProblemError && error.code === "template_in_use" ? error.problem.uses ?? [] : null;
  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await call("deleteTemplate", { path: { id: template.id } });
      changed("templates");
      onClose();
      onDeleted?.();
      toast({ text: t("template.deleted", { name: template.name }) });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  if (uses !== null) {
    return (
      <Dialog title={t("template.inUse", { name: template.name })} onClose={onClose} footer={<Button autoFocus variant="primary" onClick={onClose}>{t("dialog.close")}</Button>}>
        <p>{t("template.inUse.text")}</p>
        <UseList uses={uses} />
      </Dialog>
    );
  }
  return (
    <ConfirmDialog title={t("template.delete.title", { name: template.name })} confirm={t("template.delete.yes")} variant="danger" busy={busy} onConfirm={() => void remove()} onClose={onClose}>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      <p>{t("template.delete.text")}</p>
    </ConfirmDialog>
  );
}
