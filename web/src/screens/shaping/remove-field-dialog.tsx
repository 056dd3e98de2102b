import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Field, Module } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { ConfirmDialog, Dialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { reloadModules } from "../../state/modules";

interface Props {
  readonly module: Module;
  readonly field: Field;
  readonly onClose: () => void;
}

/** A field goes with all its values; one that something uses stays, and one learns what that is. */
export default function RemoveFieldDialog({ module, field, onClose }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const uses = error instanceof ProblemError && error.code === "field_in_use" ? error.problem.uses ?? [] : null;
  const remove = async () => {
    setBusy(true);
    setError(null);
    try {
      await call("removeField", { path: { module: module.name, id: field.id } });
      await reloadModules();
      toast({ text: t("shaping.field.removed", { field: field.label }) });
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  if (uses) {
    return (
      <Dialog title={t("shaping.inUse.title", { field: field.label })} onClose={onClose} footer={<Button autoFocus onClick={onClose}>{t("dialog.close")}</Button>}>
        <p>{t("shaping.inUse.text")}</p>
        <ul className="use-list">
          {uses.map((use) => <li key={`${use.kind} ${use.name}`}><span className="quiet">{t(`shaping.use.${use.kind}`)}</span><b>{use.name}</b></li>)}
        </ul>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog title={t("shaping.remove.title", { field: field.label })} confirm={t("shaping.remove.confirm")} variant="danger" busy={busy} onConfirm={() => void remove()} onClose={onClose}>
      <p>{t("shaping.remove.text", { module: module.label })}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
