import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import type { Criteria, Module, Sort, View, ViewSharing } from "../../api/schema";
import { useUserChoices } from "../../fields/user-input";
import "../../i18n/lists-words";
import "../../i18n/people-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { MultiCombobox } from "../../kit/multi-combobox";
import { RadioCards } from "../../kit/radio-cards";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { useGroups, useRoles } from "../../state/people";
import { useMe } from "../../state/session";

interface Props {
  readonly module: Module;
  /** The view that is changed; null makes a new one. */
  readonly view: View | null;
  readonly shown: { readonly criteria: Criteria | null; readonly sort: Sort; readonly columns: readonly string[] };
  readonly onClose: () => void;
  readonly onSaved: (view: View) => Promise<void>;
}

const MOST = 80;
const ways: readonly ViewSharing[] = ["me", "everyone", "shared"];

/** What a view is called and who sees it; what it shows was arranged in the list. */
export default function ViewDialog({ module, view, shown, onClose, onSaved }: Props) {
  const { user } = useMe();
  const users = useUserChoices().filter((one) => one.value !== user.id);
  const [label, setLabel] = useState(view?.label ?? "");
  const [sharing, setSharing] = useState<ViewSharing>(view?.sharing ?? "me");
  const roles = useRoles().value ?? [];
  const groups = useGroups().value ?? [];
  const [chosen, setChosen] = useState<readonly string[]>(view?.users ?? []);
  const [chosenRoles, setChosenRoles] = useState<readonly string[]>(view?.roles ?? []);
  const [chosenGroups, setChosenGroups] = useState<readonly string[]>(view?.groups ?? []);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const faults = {
    label: label.trim() === "" ? t("field.required") : [...label.trim()].length > MOST ? t("field.tooLong", { max: MOST }) : undefined,
    users: sharing === "shared" && chosen.length + chosenRoles.length + chosenGroups.length === 0 ? t("view.users.none") : undefined,
  };
  const atLabel = sentenceForField(error, "label");
  const atUsers = sentenceForField(error, "users");

  const save = async () => {
    setTried(true);
    if (busy || faults.label || faults.users) return;
    setBusy(true);
    setError(null);
    const shares = sharing === "shared" ? { users: chosen, roles: chosenRoles, groups: chosenGroups } : { users: [], roles: [], groups: [] };
    const body = { label: label.trim(), sharing, ...shares, ...shown };
    try {
      const saved = await (view ? call("changeView", { path: { id: view.id }, body }) : call("createView", { path: { module: module.name }, body }));
      toast({ text: t("view.saved", { view: saved.label }) });
      onClose();
      await onSaved(saved);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={view ? t("view.edit.title", { view: view.label }) : t("view.new")}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && !atLabel && !atUsers && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("view.label")} required autoFocus value={label} max={MOST} error={(tried ? faults.label : undefined) ?? atLabel} onChange={setLabel} />
        <RadioCards<ViewSharing> label={t("view.sharing")} value={sharing} cards={ways.map((value) => ({ value, label: t(`view.sharing.${value}`), hint: t(`view.sharing.${value}.text`) }))} onChange={setSharing} />
        {sharing === "shared" && <MultiCombobox label={t("view.users")} value={chosen} options={users} error={(tried ? faults.users : undefined) ?? atUsers} onChange={setChosen} />}
        {sharing === "shared" && roles.length > 0 && <MultiCombobox label={t("view.roles")} hint={t("view.roles.hint")} value={chosenRoles} options={roles.map((one) => ({ value: one.id, label: one.name }))} error={sentenceForField(error, "roles")} onChange={setChosenRoles} />}
        {sharing === "shared" && groups.length > 0 && <MultiCombobox label={t("view.groups")} value={chosenGroups} options={groups.map((one) => ({ value: one.id, label: one.name }))} error={sentenceForField(error, "groups")} onChange={setChosenGroups} />}
        <p className="quiet">{t("view.keeps")}</p>
      </div>
    </Dialog>
  );
}
