import { h } from "ui";
import { call } from "../../api/client";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { PasswordField } from "../../kit/password-field";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { loadChannels } from "../../state/channels";
import { useMetaForm } from "./use-meta-form";

const fields = ["nickname", "waba_id", "phone_number_id", "access_token", "app_secret"] as const;
const MANAGER = "https://business.facebook.com/wa/manage/";

/** Connects an account with what Meta's pages show of it. */
export function ConnectForm({ onClose }: { readonly onClose?: () => void }) {
  const { box, busy, fault, input, submit } = useMetaForm(fields, async (values) => {
    const channel = await call("connectChannel", { body: values });
    toast({ text: t("connect.done", { name: channel.nickname }) });
    onClose?.();
    await loadChannels();
  });
  return (
    <div ref={box} className="connect">
      <form className="card connect-form" noValidate onSubmit={(event) => void submit(event)}>
        <div className="connect-head">
          <span className="account-icon"><Icon name="whatsapp" size={24} /></span>
          <div><h2>{t("connect.title")}</h2><p>{t("connect.subtitle")}</p></div>
        </div>
        {fault && <Banner tone="danger" live title={fault.title}>{fault.said}</Banner>}
        <TextField {...input("nickname")} />
        <div className="form-grid">
          <TextField {...input("waba_id")} inputMode="numeric" />
          <TextField {...input("phone_number_id")} inputMode="numeric" />
        </div>
        <PasswordField {...input("access_token")} isNew />
        <PasswordField {...input("app_secret")} isNew />
        <div className="connect-foot">
          <p><Icon name="lock" size={14} />{t("connect.sealed")}</p>
          {onClose && <Button size={40} onClick={onClose}>{t("dialog.cancel")}</Button>}
          <Button submit variant="primary" size={40} busy={busy}>{t(busy ? "connect.busy" : "connect.submit")}</Button>
        </div>
      </form>
      <aside className="connect-needs" aria-label={t("connect.needs")}>
        <h2>{t("connect.needs")}</h2>
        <ol>
          {(["account", "number", "token", "app"] as const).map((step, index) => (
            <li key={step}><b aria-hidden="true">{index + 1}</b><div><strong>{t(`connect.needs.${step}`)}</strong><p>{t(`connect.needs.${step}.text`)}</p></div></li>
          ))}
        </ol>
        <a href={MANAGER} target="_blank" rel="noopener noreferrer">{t("connect.manager")}<Icon name="external-link" size={14} /></a>
      </aside>
    </div>
  );
}
