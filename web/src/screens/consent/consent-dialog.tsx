import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import type { Consent, ConsentState, Field, Record as CRMRecord } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { RadioCards } from "../../kit/radio-cards";
import { TextArea } from "../../kit/text-area";
import { toast } from "../../kit/toast";
import { changed } from "../../state/live";
import type { Loaded } from "../../state/loaded";
import { ConsentHistory } from "./consent-history";

const states: readonly ConsentState[] = ["opted_in", "opted_out", "unknown"];
const LONGEST = 500;

interface Props {
  readonly record: CRMRecord;
  readonly field: Field;
  /** What holds as the dialog opens. */
  readonly state: ConsentState;
  readonly consent: Loaded<Consent>;
  readonly onClose: () => void;
}

/** Writing down what somebody has said about marketing, above all that was said before. */
export default function ConsentDialog({ record, field, state: before, consent, onClose }: Props) {
  const [state, setState] = useState(before);
  const [wording, setWording] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const typed = wording.trim();
  const agrees = state === "opted_in";
  const latest = consent.value?.history[0];
  // They said it themselves: what a user writes down now must be newer than that.
  const ownWord = agrees && latest?.state === "opted_out" && latest.source !== "user" ? latest.source : null;
  const fault = [...typed].length > LONGEST ? t("problem.too_long") : agrees && typed === "" && tried ? t("consent.wording.missing") : sentenceForField(error, "wording");

  const save = async () => {
    if (busy || [...typed].length > LONGEST) return;
    if (state === (consent.value?.state ?? before) && typed === "") {
      onClose();
      return;
    }
    setTried(true);
    if (agrees && typed === "") return;
    setBusy(true);
    setError(null);
    try {
      consent.set(await call("setConsent", { path: { id: record.id }, body: { state, wording: typed } }));
      changed(`record/${record.id}`);
      toast({ text: t("record.saved", { field: field.label }) });
      onClose();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <Dialog
      wide
      title={t("consent.title", { name: record.name })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[
        <Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>,
        <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>,
      ]}
    >
      {error !== null && sentenceForField(error, "wording") === undefined && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      <RadioCards<ConsentState> label={t("consent.choose")} value={state} cards={states.map((one) => ({ value: one, label: t(`consent.${one}`), hint: t(`consent.${one}.hint`) }))} onChange={setState} />
      {ownWord && <Banner tone="warn">{t(`consent.ownWord.${ownWord}`)}</Banner>}
      <TextArea label={t("consent.wording")} rows={2} max={LONGEST} required={agrees} optional={!agrees} hint={t(agrees ? "consent.wording.needed" : "consent.wording.hint")} error={fault} value={wording} onChange={(next) => {
        setWording(next);
        setError(null);
      }} />
      <ConsentHistory consent={consent} />
    </Dialog>
  );
}
