import { h } from "ui";
import type { UserAccount, UserLink } from "../../api/schema";
import { dayAndTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { CopyLine } from "../channels/copy-line";

interface Props {
  readonly user: UserAccount;
  readonly link: UserLink;
  readonly onClose: () => void;
}

/** The link, shown once, to be handed over. */
export default function LinkDialog({ user, link, onClose }: Props) {
  return (
    <Dialog
      wide
      title={t(link.purpose === "join" ? "users.link.join" : "users.link.reset", { name: user.name })}
      onClose={onClose}
      footer={<Button variant="primary" onClick={onClose}>{t("users.link.done")}</Button>}
    >
      <div className="dialog-form">
        <CopyLine label={t("users.link.label")} value={location.origin + link.path} />
        <p>{t("users.link.once", { time: dayAndTime(link.expires_at) })}</p>
        <p className="quiet">{t("users.link.how")}</p>
      </div>
    </Dialog>
  );
}
