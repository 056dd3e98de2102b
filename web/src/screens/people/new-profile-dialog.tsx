import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { Id, Profile } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Select } from "../../kit/select";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { profileWords } from "./people-words";
import { useSaving } from "./use-saving";

interface Props {
  readonly profiles: readonly Profile[];
  /** What it begins with; null means Standard. */
  readonly model: Profile | null;
  readonly onClose: () => void;
  readonly onMade: (id: Id) => void;
}

const MOST = 80;

/** A profile begins as a copy of another one. */
export default function NewProfileDialog({ profiles, model: given, onClose, onMade }: Props) {
  const [name, setName] = useState("");
  const [model, setModel] = useState(given?.id ?? profiles.find((one) => one.standing === "standard")?.id ?? null);
  const [tried, setTried] = useState(false);
  const { busy, error, save } = useSaving();
  const fault = name.trim() === "" ? t("field.required") : [...name.trim()].length > MOST ? t("field.tooLong", { max: MOST }) : undefined;
  const isAtField = error instanceof ProblemError && error.problem.field !== undefined;
  const create = () => {
    setTried(true);
    if (fault || model === null) return;
    void save(() => call("createProfile", { body: { name: name.trim(), model } }), (made) => {
      toast({ text: t("profiles.created", { name: made.profile.name }) });
      onClose();
      onMade(made.profile.id);
    });
  };
  return (
    <Dialog
      title={t("profiles.new")}
      onClose={onClose}
      onSubmit={create}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("profiles.create")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !isAtField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("profiles.name")} required autoFocus value={name} max={MOST} onChange={setName} error={(tried ? fault : undefined) ?? sentenceForField(error, "name")} />
        <Select label={t("profiles.model")} hint={t("profiles.model.hint")} value={model} options={profiles.map((one) => ({ value: one.id, label: profileWords(one) }))} onChange={setModel} error={sentenceForField(error, "model")} />
      </div>
    </Dialog>
  );
}
