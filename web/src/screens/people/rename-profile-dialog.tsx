import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { Profile } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { TextField } from "../../kit/text-field";
import { useSaving } from "./use-saving";

interface Props {
  readonly profile: Profile;
  readonly onClose: () => void;
}

const MOST = 80;

export default function RenameProfileDialog({ profile, onClose }: Props) {
  const [name, setName] = useState(profile.name);
  const { busy, error, save } = useSaving();
  const fault = name.trim() === "" ? t("field.required") : [...name.trim()].length > MOST ? t("field.tooLong", { max: MOST }) : undefined;
  const isAtField = error instanceof ProblemError && error.problem.field !== undefined;
  const rename = () => {
    if (!fault) void save(() => call("changeProfile", { path: { id: profile.id }, body: { name: name.trim() } }), onClose);
  };
  return (
    <Dialog
      title={t("profiles.rename.title", { name: profile.name })}
      onClose={onClose}
      onSubmit={rename}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !isAtField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("profiles.name")} required autoFocus value={name} max={MOST} onChange={setName} error={fault ?? sentenceForField(error, "name")} />
      </div>
    </Dialog>
  );
}
