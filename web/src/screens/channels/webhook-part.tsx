import { h } from "ui";
import { t } from "../../i18n/t";
import { CopyLine } from "./copy-line";

/** Where Meta sends what happens, to be taken there by hand. */
export default function WebhookPart({ address }: { readonly address: string }) {
  return (
    <div className="account-part">
      <h3>{t("channels.webhook")}</h3>
      <p className="quiet">{t("channels.webhook.hint")}</p>
      <CopyLine label={t("channels.webhook")} value={address} />
    </div>
  );
}
