import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import type { Id, UserAccount } from "../../api/schema";
import { useUserChoices } from "../../fields/user-input";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Combobox } from "../../kit/combobox";
import { Dialog } from "../../kit/dialog";
import { Skeleton } from "../../kit/skeleton";
import { toast } from "../../kit/toast";
import { useLoaded } from "../../state/loaded";
import { useSaving } from "./use-saving";

interface Props {
  readonly user: UserAccount;
  readonly onClose: () => void;
}

/** Somebody goes; what they own goes to somebody else first. */
export default function DeactivateDialog({ user, onClose }: Props) {
  const detail = useLoaded(`user ${user.id}`, () => call("getUserAccount", { path: { id: user.id } }));
  const heirs = useUserChoices().filter((one) => one.value !== user.id);
  const [successor, setSuccessor] = useState<Id | null>(null);
  const [tried, setTried] = useState(false);
  const { busy, error, save } = useSaving();
  const owned = detail.value?.owned ?? 0;
  const isInvited = user.status === "invited";
  const fault = tried && owned > 0 && successor === null ? t("users.successor.none") : sentenceForField(error, "successor");

  const deactivate = () => {
    setTried(true);
    if (!detail.value || (owned > 0 && successor === null)) return;
    void save(() => call("deactivateUser", { path: { id: user.id }, body: { successor: owned > 0 ? successor : null } }), () => {
      toast({ text: t("users.deactivated", { name: user.name }) });
      onClose();
    });
  };
  const problem = detail.error ?? (fault ? null : error);
  return (
    <Dialog
      title={t("users.deactivate.title", { name: user.name })}
      onClose={onClose}
      onSubmit={deactivate}
      footer={[
        <Button key="no" autoFocus onClick={onClose}>{t("dialog.cancel")}</Button>,
        <Button key="yes" submit variant="danger" busy={busy} disabled={!detail.value}>{t(owned > 0 ? "users.deactivate.passOn" : isInvited ? "users.withdraw" : "users.deactivate.confirm")}</Button>,
      ]}
    >
      <div className="dialog-form">
        {problem !== null && <Banner tone="danger" live>{sentenceFor(problem)}</Banner>}
        <p>{isInvited ? t("users.deactivate.invited") : t("users.deactivate.text", { name: user.name })}</p>
        {!detail.value && detail.error === null && <Skeleton rows={1} />}
        {owned > 0 && <p>{t("users.deactivate.owned", { name: user.name, count: owned })}</p>}
        {owned > 0 && <Combobox label={t("users.successor")} required placeholder={t("select.choose")} value={successor} options={heirs} error={fault} onChange={setSuccessor} />}
      </div>
    </Dialog>
  );
}
