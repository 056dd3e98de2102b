import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { Id, Role } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Combobox } from "../../kit/combobox";
import { Dialog } from "../../kit/dialog";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { roleOptions } from "./role-tree";
import { useSaving } from "./use-saving";

interface Props {
  readonly roles: readonly Role[];
  /** The role that is changed; null makes a new one. */
  readonly changed: Role | null;
  readonly parent: Id | null;
  readonly onClose: () => void;
}

const MOST = 80;

/** What a role is called, and what stands above it. */
export default function RoleDialog({ roles, changed: role, parent: above, onClose }: Props) {
  const [name, setName] = useState(role?.name ?? "");
  const [parent, setParent] = useState(above);
  const [tried, setTried] = useState(false);
  const { busy, error, save } = useSaving();
  const fault = name.trim() === "" ? t("field.required") : [...name.trim()].length > MOST ? t("field.tooLong", { max: MOST }) : undefined;
  const isAtField = error instanceof ProblemError && error.problem.field !== undefined;
  const isRoot = role !== null && role.parent === null;

  const write = () => {
    setTried(true);
    if (fault) return;
    const body = { name: name.trim(), ...(parent === null ? {} : { parent }) };
    void save(() => (role ? call("changeRole", { path: { id: role.id }, body }) : call("addRole", { body: { name: body.name, parent: parent ?? "" } })), (saved) => {
      toast({ text: t("roles.saved", { name: saved.name }) });
      onClose();
    });
  };
  return (
    <Dialog
      title={role ? t("roles.edit.title", { name: role.name }) : t("roles.new.title")}
      onClose={onClose}
      onSubmit={write}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !isAtField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("roles.name")} required autoFocus value={name} max={MOST} onChange={setName} error={(tried ? fault : undefined) ?? sentenceForField(error, "name")} />
        {isRoot ? <p className="quiet">{t("roles.parent.root")}</p> : <Combobox label={t("roles.parent")} hint={role ? t("roles.parent.hint") : undefined} value={parent} options={roleOptions(roles, role?.id)} onChange={setParent} error={sentenceForField(error, "parent")} />}
      </div>
    </Dialog>
  );
}
