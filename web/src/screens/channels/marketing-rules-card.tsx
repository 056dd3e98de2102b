import { h, useRef } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { SendingRules } from "../../api/schema";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { Skeleton } from "../../kit/skeleton";
import { Switch } from "../../kit/switch";
import { toast } from "../../kit/toast";
import { useLoaded } from "../../state/loaded";
import { useRight } from "../../state/rights";

const rules: readonly (keyof SendingRules)[] = ["needs_consent", "allows_us_marketing"];

/** Who gets marketing; each switch takes effect at once. Who may not turn them reads them. */
export default function MarketingRulesCard() {
  const may = useRight("manage_channels");
  const { value, error, reload, set } = useLoaded("sending rules", () => call("getSendingRules"));
  // What is taken back later leaves alone what was decided meanwhile.
  const latest = useRef(value);
  latest.current = value;
  const turn = async (rule: keyof SendingRules, on: boolean, takesBack = false) => {
    if (!latest.current) return;
    const next = { ...latest.current, [rule]: on };
    set(next);
    try {
      await call("setSendingRules", { body: next });
      toast({ text: t("marketing.saved"), ...(takesBack ? {} : { undo: () => void turn(rule, !on, true) }) });
    } catch (problem) {
      toast({ text: sentenceFor(problem), tone: "danger" });
      void reload();
    }
  };
  return (
    <Card title={t("marketing.title")} hint={t(may ? "marketing.hint" : "marketing.readOnly")}>
      {error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void reload()}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>}
      {value ? rules.map((rule) => (
        <Switch key={rule} label={t(`marketing.${rule}`)} hint={t(`marketing.${rule}.hint`)} on={value[rule]} disabled={!may} onChange={(on) => void turn(rule, on)} />
      )) : error === null && <Skeleton rows={2} />}
    </Card>
  );
}
