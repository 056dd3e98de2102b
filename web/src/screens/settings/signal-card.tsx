import { h } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { SignalKind } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { Skeleton } from "../../kit/skeleton";
import { Switch } from "../../kit/switch";
import { toast } from "../../kit/toast";
import { useLoaded } from "../../state/loaded";

/** What rings one's own bell; each switch takes effect at once. */
export function SignalCard() {
  const switches = useLoaded("signal switches", () => call("getSignalSwitches"));
  const turn = async (kind: SignalKind, on: boolean) => {
    if (!switches.value) return;
    switches.set({ switches: switches.value.switches.map((one) => (one.kind === kind ? { kind, on } : one)) });
    try {
      switches.set(await call("switchSignals", { body: { switches: [{ kind, on }] } }));
    } catch (problem) {
      toast({ text: sentenceFor(problem), tone: "danger" });
      void switches.reload();
    }
  };
  return (
    <Card title={t("personal.signals.title")} hint={t("personal.signals.hint")}>
      {switches.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void switches.reload()}>{t("again")}</Button>}>{sentenceFor(switches.error)}</Banner>}
      {switches.value?.switches.map((one) => (
        <Switch key={one.kind} label={t(`personal.signals.${one.kind}`)} hint={t(`personal.signals.${one.kind}.hint`)} on={one.on} onChange={(on) => void turn(one.kind, on)} />
      )) ?? (switches.error === null && <Skeleton rows={2} />)}
    </Card>
  );
}
