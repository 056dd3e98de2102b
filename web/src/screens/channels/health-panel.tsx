import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Channel } from "../../api/schema";
import { momentWords } from "../../i18n/format";
import "../../i18n/health-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { Skeleton } from "../../kit/skeleton";
import { toast } from "../../kit/toast";
import { loadChannels } from "../../state/channels";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { type HealthLine, checkFailure, healthLines } from "./health-lines";

const icons = { good: "circle-check", warn: "triangle-alert", bad: "circle-alert" } as const;

/** How an account is, in sentences, and a way to ask Meta now. */
export default function HealthPanel({ channel, onRenew }: { readonly channel: Channel; readonly onRenew: () => void }) {
  const { value: health, error, reload } = useLoaded(`channel-health/${channel.id}`, () => call("getChannelHealth", { path: { id: channel.id } }));
  const [busy, setBusy] = useState(false);
  useLive("channels", reload);
  useLive("conversations", reload);

  const check = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await call("checkChannel", { path: { id: channel.id } });
    } catch (problem) {
      toast({ text: sentenceFor(problem), tone: "danger" });
    }
    setBusy(false);
    await Promise.all([reload(), loadChannels()]);
  };
  const failure = health ? checkFailure(health) : null;
  return (
    <div className="account-part health">
      <div className="part-line">
        <h3>{t("health.title")}</h3>
        {health && <span className="quiet">{health.checked_at === null ? t("health.never") : t("health.checked", { time: momentWords(health.checked_at, Date.parse(health.now)) })}</span>}
        <Button icon="refresh-cw" busy={busy} onClick={() => void check()}>{t(busy ? "health.checking" : "health.check")}</Button>
      </div>
      {error !== null && !health && <Banner tone="danger" action={<Button variant="link" onClick={() => void reload()}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>}
      {failure !== null && <Banner tone="warn">{failure}</Banner>}
      {health ? <ul className="health-lines">{healthLines(health).map((line) => <Line key={line.name} line={line} onRenew={onRenew} />)}</ul> : error === null && <Skeleton rows={3} />}
    </div>
  );
}

function Line({ line, onRenew }: { readonly line: HealthLine; readonly onRenew: () => void }) {
  return (
    <li className={line.state}>
      <Icon name={icons[line.state]} size={16} label={t(`health.${line.state}`)} />
      <b>{line.name}</b>
      <div>{line.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}</div>
      {line.renews && <Button variant="link" onClick={onRenew}>{t("renew.action")}</Button>}
    </li>
  );
}
