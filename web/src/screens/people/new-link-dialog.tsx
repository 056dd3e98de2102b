import { h } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { UserAccount, UserLink } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { ConfirmDialog } from "../../kit/dialog";
import { useSaving } from "./use-saving";

interface Props {
  readonly user: UserAccount;
  readonly onClose: () => void;
  readonly onMade: (link: UserLink) => void;
}

/** A way back in for somebody who lost their password. */
export default function NewLinkDialog({ user, onClose, onMade }: Props) {
  const { busy, error, save } = useSaving();
  return (
    <ConfirmDialog title={t("users.newLink.title", { name: user.name })} confirm={t("users.newLink.confirm")} busy={busy} onConfirm={() => void save(() => call("makeUserLink", { path: { id: user.id } }), onMade)} onClose={onClose}>
      <p>{t("users.newLink.text")}</p>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
    </ConfirmDialog>
  );
}
