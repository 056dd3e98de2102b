import { h } from "ui";
import { call } from "../../api/client";
import type { ProbedAccount } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Icon } from "../../kit/icon";
import { PasswordField } from "../../kit/password-field";
import { TextField } from "../../kit/text-field";
import type { Draft } from "./connect-screen";
import { useMetaForm } from "./use-meta-form";
import { WizardFrame } from "./wizard-frame";

interface Props {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
  readonly onNext: (probed: ProbedAccount) => void;
}

const fields = ["waba_id", "access_token", "app_secret"] as const;

/** What Meta's pages show of the account; Meta says whether it is so. */
export function AccountStep({ draft, onChange, onNext }: Props) {
  const { box, busy, fault, input, submit } = useMetaForm(fields, [draft.account, (account) => onChange({ account, probed: null })], async (values) => {
    onChange({ account: values });
    onNext(await call("probeChannel", { body: values }));
  });
  const missing = draft.probed?.prerequisites.filter((one) => !one.met) ?? [];
  return (
    <WizardFrame title={t("connect.step.account")} hint={t("connect.sealed")} next={t(busy ? "connect.busy" : "connect.next")} busy={busy} onNext={() => void submit()}>
      <div ref={box} className="dialog-form">
        {fault && <Banner tone="danger" live title={fault.title}>{fault.said}</Banner>}
        {missing.length > 0 && (
          <Banner tone="danger" live title={t("connect.needs.missing")}>
            {missing.map((one) => t(`problem.prerequisite_missing.${one.name}`)).join(" ")}
          </Banner>
        )}
        <TextField {...input("waba_id")} inputMode="numeric" />
        <PasswordField {...input("access_token")} isNew />
        <PasswordField {...input("app_secret")} isNew />
        {draft.probed && <p className="wizard-found"><Icon name="circle-check" size={16} />{t("connect.found", { name: draft.probed.business === null ? draft.probed.name : `${draft.probed.name} · ${draft.probed.business}` })}</p>}
      </div>
    </WizardFrame>
  );
}
