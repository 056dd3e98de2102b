import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { Group, Id } from "../../api/schema";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { MultiCombobox } from "../../kit/multi-combobox";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { useUserAccounts } from "../../state/people";
import { useSaving } from "./use-saving";

interface Props {
  /** The group that is changed; null makes a new one. */
  readonly group: Group | null;
  readonly onClose: () => void;
}

const MOST = 80;

/** What a group is called, and who belongs to it. */
export default function GroupDialog({ group, onClose }: Props) {
  const users = useUserAccounts().value ?? [];
  const [name, setName] = useState(group?.name ?? "");
  const [members, setMembers] = useState<readonly Id[]>(group?.members ?? []);
  const [tried, setTried] = useState(false);
  const { busy, error, save } = useSaving();
  const fault = name.trim() === "" ? t("field.required") : [...name.trim()].length > MOST ? t("field.tooLong", { max: MOST }) : undefined;
  const isAtField = error instanceof ProblemError && error.problem.field !== undefined;
  // Somebody who is deactivated stays until they are taken out.
  const options = users.filter((user) => user.status !== "inactive" || members.includes(user.id)).map((user) => ({ value: user.id, label: user.name, hint: user.email, start: <Avatar name={user.name} seed={user.id} size={18} /> }));

  const write = () => {
    setTried(true);
    if (fault) return;
    const body = { name: name.trim(), members };
    void save(() => (group ? call("changeGroup", { path: { id: group.id }, body }) : call("createGroup", { body })), (saved) => {
      toast({ text: t("groups.saved", { name: saved.name }) });
      onClose();
    });
  };
  return (
    <Dialog
      title={group ? t("groups.edit.title", { name: group.name }) : t("groups.new")}
      onClose={onClose}
      onSubmit={write}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !isAtField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("groups.name")} required autoFocus value={name} max={MOST} onChange={setName} error={(tried ? fault : undefined) ?? sentenceForField(error, "name")} />
        <MultiCombobox label={t("groups.members")} value={members} options={options} error={sentenceForField(error, "members")} onChange={setMembers} />
      </div>
    </Dialog>
  );
}
