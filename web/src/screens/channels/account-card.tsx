import { h, useState } from "ui";
import type { BusinessNumber, Channel } from "../../api/schema";
import { dayAndTime } from "../../i18n/format";
import { type Key, isKey, t } from "../../i18n/t";
import { Badge, type Tone } from "../../kit/badge";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { later } from "../../later";
import { CopyLine } from "./copy-line";
import { reasonKey } from "./stopped-reason";

const RenewDialog = later(() => import("./renew-dialog"));

/** One WhatsApp Business account: whether it works, its numbers, and where Meta reports to. */
export function AccountCard({ channel }: { readonly channel: Channel }) {
  const active = channel.state === "active";
  const [renewing, setRenewing] = useState(false);
  return (
    <section className="card account" aria-label={channel.nickname}>
      <div className="account-top">
        <span className="account-icon"><Icon name="whatsapp" size={24} /></span>
        <div className="account-who">
          <h2>{channel.nickname} <Badge tone={active ? "good" : "danger"} icon={active ? "circle-check" : "circle-alert"}>{t(active ? "channels.active" : "channels.stopped")}</Badge></h2>
          <p>{t("channels.waba", { id: channel.waba_id })} · {t("channels.since", { time: dayAndTime(channel.connected_at) })}</p>
        </div>
      </div>
      {!active && (
        <div className="account-part">
          <Banner tone="danger" title={t("channels.stopped.title")} action={<Button icon="key-round" onClick={() => setRenewing(true)}>{t("renew.action")}</Button>}>{reasonOf(channel)}</Banner>
          {renewing && <RenewDialog channel={channel} onClose={() => setRenewing(false)} />}
        </div>
      )}
      <div className="account-part">
        <h3>{t("channels.numbers")}</h3>
        <ul className="numbers">{channel.numbers.map((number) => <NumberLine key={number.id} number={number} />)}</ul>
      </div>
      {channel.webhook_url !== null && (
        <div className="account-part">
          <h3>{t("channels.webhook")}</h3>
          <p className="quiet">{t("channels.webhook.hint")}</p>
          <CopyLine label={t("channels.webhook")} value={channel.webhook_url} />
        </div>
      )}
    </section>
  );
}

function reasonOf({ stopped_reason: code }: Channel): string {
  if (code === null) return t("channels.stopped.text");
  const key = reasonKey(code);
  return key ? t(key) : t("channels.reason.code", { code });
}

const qualityTones: Readonly<Record<string, Tone>> = { GREEN: "good", HIGH: "good", YELLOW: "warn", MEDIUM: "warn", RED: "danger", LOW: "danger" };

function NumberLine({ number }: { readonly number: BusinessNumber }) {
  const quality = number.quality?.toUpperCase() ?? "UNKNOWN";
  const key = `channels.quality.${quality}`;
  return (
    <li>
      <Icon name="phone" size={18} />
      <div><b>{number.display_number}</b><span>{number.verified_name}</span></div>
      <span className="number-id">{t("channels.numberId", { id: number.phone_number_id })}</span>
      <Badge tone={qualityTones[quality] ?? "neutral"} icon="shield-check">{t("channels.quality", { quality: isKey(key) ? t(key as Key) : quality })}</Badge>
    </li>
  );
}
