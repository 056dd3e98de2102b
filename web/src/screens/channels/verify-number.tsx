import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor, sentenceForField } from "../../api/problem";
import type { AccountAccess, ProbedNumber } from "../../api/schema";
import { language, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { RadioCards } from "../../kit/radio-cards";
import { TextField } from "../../kit/text-field";
import { WizardFrame } from "./wizard-frame";

interface Props {
  readonly access: AccountAccess;
  readonly number: ProbedNumber;
  readonly onBack: () => void;
  readonly onDone: () => Promise<void>;
}

type Stage = "request" | "code" | "pin";
type Method = "sms" | "voice";

/** A code comes to the number, is typed here, and the number is registered with a PIN. */
export function VerifyNumber({ access, number, onBack, onDone }: Props) {
  const [stage, setStage] = useState<Stage>(number.standing === "needs_code" ? "request" : "pin");
  const [method, setMethod] = useState<Method>("sms");
  const [code, setCode] = useState("");
  const [pin, setPin] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const of = { account: access, phone_number_id: number.phone_number_id };

  const ask = async (act: () => Promise<unknown>, then: () => void | Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await act();
      setTried(false);
      await then();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const send = () => ask(() => call("requestNumberCode", { body: { ...of, method, language: language().replace("-", "_") } }), () => setStage("code"));
  const next = () => {
    setTried(true);
    if (stage === "request") void send();
    else if (stage === "code" && sixDigits(code)) void ask(() => call("verifyNumber", { body: { ...of, code: digitsOf(code) } }), () => setStage("pin"));
    else if (stage === "pin" && sixDigits(pin)) void ask(() => call("registerNumber", { body: { ...of, pin: digitsOf(pin) } }), onDone);
  };
  const back = () => {
    setError(null);
    setTried(false);
    if (stage === "code") setStage("request");
    else onBack();
  };
  const faultOf = (field: "code" | "pin", value: string) => sentenceForField(error, field) ?? (tried && !sixDigits(value) ? t("connect.sixDigits") : undefined);
  const atField = sentenceForField(error, stage) !== undefined;
  const said = error instanceof ProblemError && error.code === "meta_refused" ? error.problem.detail : null;
  const words = { number: number.display_number };
  return (
    <WizardFrame
      title={t(stage === "pin" ? "connect.register.of" : "connect.verify.of", words)}
      hint={stage === "code" ? t("connect.code.sent", words) : undefined}
      next={t(busy ? "connect.busy" : stage === "request" ? "connect.code.send" : stage === "code" ? "connect.code.check" : "connect.pin.submit")}
      busy={busy}
      onBack={back}
      onNext={next}
    >
      <div className="dialog-form">
        {error !== null && !atField && <Banner tone="danger" live title={sentenceFor(error)}>{said}</Banner>}
        {stage === "request" && (
          <RadioCards<Method> label={t("connect.code.how")} value={method} cards={[{ value: "sms", label: t("connect.code.sms") }, { value: "voice", label: t("connect.code.voice") }]} onChange={setMethod} />
        )}
        {stage === "code" && <TextField label={t("connect.code")} hint={t("connect.code.hint")} name="code" inputMode="numeric" autoComplete="one-time-code" required large value={code} error={faultOf("code", code)} onChange={(value) => { setCode(value); setError(null); }} />}
        {stage === "code" && <div><Button variant="link" onClick={() => void send()}>{t("connect.code.again")}</Button></div>}
        {stage === "pin" && <TextField label={t("connect.pin")} hint={t("connect.pin.hint")} name="pin" inputMode="numeric" required large value={pin} error={faultOf("pin", pin)} onChange={(value) => { setPin(value); setError(null); }} />}
      </div>
    </WizardFrame>
  );
}

function digitsOf(text: string): string {
  return text.replace(/[\s-]/g, "");
}

function sixDigits(text: string): boolean {
  return /^\d{6}$/.test(digitsOf(text));
}
