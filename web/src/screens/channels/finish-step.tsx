import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { ProbedAccount } from "../../api/schema";
import { dayAndTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { toast } from "../../kit/toast";
import { navigate } from "../../router";
import { loadChannels } from "../../state/channels";
import { channelsPath } from "./channel-paths";
import type { Draft } from "./connect-screen";
import { WizardFrame } from "./wizard-frame";

interface Props {
  readonly draft: Draft;
  readonly probed: ProbedAccount;
  readonly onBack: () => void;
}

/** Says once more what will be, and connects. */
export default function FinishStep({ draft: { account, numbers, settings }, probed, onBack }: Props) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const connect = async () => {
    setBusy(true);
    setError(null);
    try {
      const channel = await call("connectChannel", { body: { ...account, numbers, ...settings, nickname: settings.nickname.trim() } });
      toast({ text: t("connect.done", { name: channel.nickname }) });
      await loadChannels();
      navigate(channelsPath);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const said = error instanceof ProblemError && ["meta_refused", "webhook_unreachable"].includes(error.code) ? error.problem.detail : null;
  const chosen = probed.numbers.filter((one) => numbers.includes(one.phone_number_id)).map((one) => one.display_number);
  return (
    <WizardFrame title={t("connect.summary")} hint={t("connect.summary.hint")} next={t(busy ? "connect.busy" : "connect.submit")} busy={busy} onBack={onBack} onNext={() => void connect()}>
      {error !== null && <Banner tone="danger" live title={sentenceFor(error)}>{said}</Banner>}
      <dl className="facts">
        <div><dt>{t("connect.nickname")}</dt><dd>{settings.nickname}</dd></div>
        <div><dt>{t("connect.summary.account")}</dt><dd>{probed.name} · {account.waba_id}</dd></div>
        <div><dt>{t("connect.step.numbers")}</dt><dd>{chosen.join(t("list.and"))}</dd></div>
        <div><dt>{t("channels.newPeople")}</dt><dd>{t(`channels.newPeople.${settings.new_people}`)}</dd></div>
        <div><dt>{t("connect.summary.token")}</dt><dd>{probed.token.expires_at === null ? t("connect.summary.never") : dayAndTime(probed.token.expires_at)}</dd></div>
      </dl>
    </WizardFrame>
  );
}
