import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { UserAccount } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { useMe } from "../../state/session";
import { PlaceFields } from "./place-fields";
import { useSaving } from "./use-saving";

interface Props {
  readonly user: UserAccount;
  readonly onClose: () => void;
}

/** What a user is called, and where they stand. */
export default function UserDialog({ user, onClose }: Props) {
  const isMe = useMe().user.id === user.id;
  const [name, setName] = useState(user.name);
  const [role, setRole] = useState(user.role.id);
  const [profile, setProfile] = useState(user.profile.id);
  const { busy, error, save } = useSaving();
  const fault = name.trim() === "" ? t("field.required") : undefined;
  const isAtField = error instanceof ProblemError && error.problem.field !== undefined;

  const change = () => {
    if (fault) return;
    void save(() => call("changeUserAccount", { path: { id: user.id }, body: { name: name.trim(), role, profile } }), (saved) => {
      toast({ text: t("users.saved", { name: saved.user.name }) });
      onClose();
    });
  };
  return (
    <Dialog
      title={t("users.edit.title", { name: user.name })}
      onClose={onClose}
      onSubmit={change}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !isAtField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("users.name")} required autoFocus value={name} onChange={setName} error={fault ?? sentenceForField(error, "name")} />
        <PlaceFields role={role} profile={profile} error={error} tried profileFixed={isMe ? t("users.profile.own") : undefined} onRole={setRole} onProfile={setProfile} />
      </div>
    </Dialog>
  );
}
