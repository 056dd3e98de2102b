import { h } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Profile } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { ConfirmDialog, Dialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { navigate } from "../../router";
import { useSaving } from "./use-saving";

interface Props {
  readonly profile: Profile;
  readonly onClose: () => void;
}

/** A profile that nobody has goes; one that somebody has stays, and one learns where to change that. */
export default function DeleteProfileDialog({ profile, onClose }: Props) {
  const { busy, error, save } = useSaving();
  const title = t("profiles.delete.title", { name: profile.name });
  if (profile.users > 0) {
    return (
      <Dialog title={title} onClose={onClose} footer={[<Button key="no" onClick={onClose}>{t("dialog.close")}</Button>, <Button key="go" autoFocus variant="primary" onClick={() => navigate("/settings/users")}>{t("settings.users")}</Button>]}>
        <p>{t("profiles.delete.inUse", { count: profile.users })}</p>
      </Dialog>
    );
  }
  const remove = () => void save(() => call("deleteProfile", { path: { id: profile.id } }), () => {
    toast({ text: t("profiles.deleted", { name: profile.name }) });
    onClose();
  });
  return (
    <ConfirmDialog title={title} confirm={t("profiles.delete.confirm")} variant="danger" busy={busy} onConfirm={remove} onClose={onClose}>
      <p>{t("profiles.delete.text")}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
