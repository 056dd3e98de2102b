import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { Module, Record as CRMRecord } from "../../api/schema";
import { useUserChoices } from "../../fields/user-input";
import "../../i18n/people-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Combobox } from "../../kit/combobox";
import { Dialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { navigate } from "../../router";
import { changed } from "../../state/live";
import { useMe } from "../../state/session";
import { modulePath } from "./record-paths";

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly onClose: () => void;
}

/** Gives the record to somebody else; whoever does not see it afterwards goes back to the list. */
export default function OwnerDialog({ record, module, onClose }: Props) {
  const users = useUserChoices();
  const { is_administrator: seesAll } = useMe().user;
  const [owner, setOwner] = useState(record.owner.id);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const atOwner = sentenceForField(error, "owner");
  const save = async () => {
    if (busy) return;
    if (owner === record.owner.id) {
      onClose();
      return;
    }
    setBusy(true);
    setError(null);
    const name = users.find((one) => one.value === owner)?.label ?? "";
    try {
      await call("changeOwner", { path: { id: record.id }, body: { owner } });
      const isSeen = await call("getRecord", { path: { id: record.id } }).then(() => true, (problem: unknown) => !(problem instanceof ProblemError && problem.code === "not_found"));
      toast({ text: t(isSeen ? "owner.changed" : "owner.gone", { name }) });
      onClose();
      if (isSeen) changed(`record/${record.id}`);
      else navigate(modulePath(module.name), { replace: true });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={t("owner.change.title", { record: record.name })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("owner.change")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !atOwner && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <Combobox label={t("owner.new")} required autoFocus value={owner} options={users} present={{ value: record.owner.id, label: record.owner.name }} error={atOwner} onChange={setOwner} />
        {!seesAll && module.sharing === "private" && <p className="quiet">{t("owner.note")}</p>}
      </div>
    </Dialog>
  );
}
