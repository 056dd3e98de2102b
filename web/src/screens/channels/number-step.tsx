import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { AccountAccess, ProbedAccount, ProbedNumber } from "../../api/schema";
import { t } from "../../i18n/t";
import { Badge } from "../../kit/badge";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { toast } from "../../kit/toast";
import { limitOf, nameStatusOf, qualityOf } from "./number-words";
import { VerifyNumber } from "./verify-number";
import { WizardFrame } from "./wizard-frame";

interface Props {
  readonly access: AccountAccess;
  readonly probed: ProbedAccount;
  readonly chosen: readonly string[];
  readonly next: string;
  readonly busy?: boolean;
  readonly error?: unknown;
  readonly onProbed: (probed: ProbedAccount) => void;
  readonly onChange: (numbers: readonly string[]) => void;
  readonly onBack?: () => void;
  readonly onNext: () => void;
}

/** All numbers of the account: those that can be used are chosen, those that can be made usable are verified here, the others say why not. */
export default function NumberStep({ access, probed, chosen, next, busy, error, onProbed, onChange, onBack, onNext }: Props) {
  const [verifying, setVerifying] = useState<ProbedNumber | null>(null);
  const [tried, setTried] = useState(false);
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const verified = async (number: ProbedNumber) => {
    const again = await call("probeChannel", { body: access });
    onProbed(again);
    setVerifying(null);
    if (!again.numbers.some((one) => one.phone_number_id === number.phone_number_id && one.standing === "ready")) return;
    toast({ text: t("connect.number.done", { number: number.display_number }) });
    if (!chosen.includes(number.phone_number_id)) onChange([...chosen, number.phone_number_id]);
  };
  if (verifying) return <VerifyNumber access={access} number={verifying} onBack={() => setVerifying(null)} onDone={() => verified(verifying)} />;
  return (
    <WizardFrame
      title={t("connect.numbers")}
      hint={t("connect.numbers.hint")}
      next={next}
      busy={busy ?? false}
      onBack={onBack}
      onNext={() => {
        setTried(true);
        if (chosen.length > 0) onNext();
      }}
    >
      {error !== undefined && error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      {tried && chosen.length === 0 && <Banner tone="danger" live>{t("connect.numbers.required")}</Banner>}
      <ul className="choose-numbers">
        {probed.numbers.map((number) => (
          <NumberChoice key={number.phone_number_id} number={number} checked={chosen.includes(number.phone_number_id)} onToggle={() => toggle(number.phone_number_id)} onVerify={() => setVerifying(number)} />
        ))}
      </ul>
    </WizardFrame>
  );
}

interface ChoiceProps {
  readonly number: ProbedNumber;
  readonly checked: boolean;
  readonly onToggle: () => void;
  readonly onVerify: () => void;
}

function NumberChoice({ number, checked, onToggle, onVerify }: ChoiceProps) {
  const usable = number.standing === "ready" || number.in_use;
  const hopeful = number.standing === "needs_code" || number.standing === "needs_registration";
  const quality = qualityOf(number.quality);
  const name = nameStatusOf(number.name_status);
  const limit = limitOf(number.messaging_limit);
  return (
    <li className={usable ? undefined : "unusable"}>
      <label>
        <input type="checkbox" checked={checked} disabled={!usable} onChange={onToggle} />
        <span>
          <b>{number.display_number}</b>
          <small>{number.verified_name}{limit !== null && ` · ${limit}`}</small>
          {!usable && <small className="standing">{t(`connect.standing.${number.standing}`)}</small>}
        </span>
      </label>
      <span className="number-marks">
        {usable && name && <Badge tone={name.tone}>{name.words}</Badge>}
        {usable && <Badge tone={quality.tone} icon="shield-check">{quality.words}</Badge>}
        {hopeful && <Button onClick={onVerify}>{t(number.standing === "needs_code" ? "connect.verify" : "connect.register")}</Button>}
      </span>
    </li>
  );
}
