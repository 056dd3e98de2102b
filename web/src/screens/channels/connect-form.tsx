import { type FormEvent, h, useRef, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { ConnectChannel } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { PasswordField } from "../../kit/password-field";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { loadChannels } from "../../state/channels";
import { type ConnectField, connectFault } from "./connect-faults";

const blank: ConnectChannel = { nickname: "", waba_id: "", phone_number_id: "", access_token: "", app_secret: "" };
const fields = Object.keys(blank) as ConnectField[];
const MANAGER = "https://business.facebook.com/wa/manage/";

/** Connects an account with what Meta's pages show of it. */
export function ConnectForm({ onClose }: { readonly onClose?: () => void }) {
  const [values, setValues] = useState(blank);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);

  const faultAt = (field: ConnectField) => sentenceForField(error, field) ?? (tried ? connectFault(field, values[field]) : undefined);
  const showFault = () => requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
  const connect = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setError(null);
    if (busy) return;
    if (fields.some((field) => connectFault(field, values[field]))) {
      showFault();
      return;
    }
    setBusy(true);
    try {
      const channel = await call("connectChannel", { body: Object.fromEntries(fields.map((field) => [field, values[field].trim()])) as unknown as ConnectChannel });
      toast({ text: t("connect.done", { name: channel.nickname }) });
      onClose?.();
      await loadChannels();
    } catch (problem) {
      setError(problem);
      showFault();
    } finally {
      setBusy(false);
    }
  };
  const input = (field: ConnectField) => {
    const common = { label: t(`connect.${field}`), hint: t(`connect.${field}.hint`), name: field, required: true, value: values[field], error: faultAt(field) };
    const change = (value: string) => {
      setValues({ ...values, [field]: value });
      setError(null);
    };
    if (field === "access_token" || field === "app_secret") return <PasswordField key={field} {...common} isNew onChange={change} />;
    return <TextField key={field} {...common} inputMode={field === "nickname" ? "text" : "numeric"} onChange={change} />;
  };
  const atField = error !== null && fields.some((field) => sentenceForField(error, field) !== undefined);
  const said = error instanceof ProblemError && error.code === "meta_refused" ? error.problem.detail : null;
  return (
    <div className="connect">
      <form ref={form} className="card connect-form" noValidate onSubmit={(event) => void connect(event)}>
        <div className="connect-head">
          <span className="account-icon"><Icon name="whatsapp" size={24} /></span>
          <div><h2>{t("connect.title")}</h2><p>{t("connect.subtitle")}</p></div>
        </div>
        {error !== null && !atField && <Banner tone="danger" live title={sentenceFor(error)}>{said}</Banner>}
        {input("nickname")}
        <div className="form-grid">{input("waba_id")}{input("phone_number_id")}</div>
        {input("access_token")}
        {input("app_secret")}
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
