import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Id, Role } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Combobox } from "../../kit/combobox";
import { Dialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { roleOptions } from "./role-tree";
import { useSaving } from "./use-saving";

interface Props {
  readonly roles: readonly Role[];
  readonly going: Role;
  readonly onClose: () => void;
}

/** A role goes; whoever has it gets another. */
export default function DeleteRoleDialog({ roles, going: role, onClose }: Props) {
  const [successor, setSuccessor] = useState<Id | null>(role.parent);
  const { busy, error, save } = useSaving();
  const hasBelow = roles.some((one) => one.parent === role.id);
  const remove = () => void save(() => call("deleteRole", { path: { id: role.id }, query: role.users > 0 && successor !== null ? { successor } : {} }), () => {
    toast({ text: t("roles.deleted", { name: role.name }) });
    onClose();
  });
  return (
    <Dialog
      title={t("roles.delete.title", { name: role.name })}
      onClose={onClose}
      onSubmit={remove}
      footer={[<Button key="no" autoFocus onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="danger" busy={busy}>{t("roles.delete.confirm")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        {role.users > 0 && <p>{t("roles.delete.users", { count: role.users })}</p>}
        {role.users > 0 && <Combobox label={t("roles.successor")} required value={successor} options={roleOptions(roles).filter((one) => one.value !== role.id)} onChange={setSuccessor} />}
        {hasBelow && <p>{t("roles.delete.text")}</p>}
        {role.users === 0 && !hasBelow && <p>{t("roles.users", { count: 0 })}</p>}
      </div>
    </Dialog>
  );
}
