import { h, useState } from "ui";
import type { Channel } from "../../api/schema";
import { dayAndTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Badge, type Tone } from "../../kit/badge";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import type { IconName } from "../../kit/icon-names";
import { MenuButton } from "../../kit/menu-button";
import { later } from "../../later";
import { Link } from "../../link";
import { navigate } from "../../router";
import { useMe } from "../../state/session";
import { AccountNotices } from "./account-notices";
import { connectPath, numbersPath } from "./channel-paths";
import { NumberList } from "./number-list";
import { SettingsSummary } from "./settings-summary";
import { reasonWords } from "./stopped-reason";

const RenewDialog = later(() => import("./renew-dialog"));
const SettingsDialog = later(() => import("./settings-dialog"));
const DisableDialog = later(() => import("./disable-dialog"));
const HealthPanel = later(() => import("./health-panel"));
const WebhookPart = later(() => import("./webhook-part"));

type Layer = "renew" | "settings" | "disable";

const looks: Readonly<Record<Channel["state"], readonly [Tone, IconName]>> = {
  connecting: ["info", "circle-dashed"],
  active: ["good", "circle-check"],
  stopped: ["danger", "circle-alert"],
  disabled: ["neutral", "ban"],
};

/** One WhatsApp Business account: whether it works, its numbers, what the team decided, and how it is. */
export function AccountCard({ channel }: { readonly channel: Channel }) {
  const { user } = useMe();
  const [layer, setLayer] = useState<Layer | null>(null);
  const { state, management } = channel;
  const connected = state === "active" || state === "stopped";
  const [tone, icon] = looks[state];
  const close = () => setLayer(null);
  return (
    <section className={state === "disabled" ? "card account disabled" : "card account"} aria-label={channel.nickname}>
      <div className="account-top">
        <span className="account-icon"><Icon name="whatsapp" size={24} /></span>
        <div className="account-who">
          <h2>{channel.nickname} <Badge tone={tone} icon={icon}>{t(`channels.state.${state}`)}</Badge></h2>
          <p>{t("channels.waba", { id: channel.waba_id })} · {t("channels.since", { time: dayAndTime(channel.connected_at) })}</p>
        </div>
        <div className="account-acts">
          {connected && user.is_administrator && <Button variant="danger-outline" icon="ban" onClick={() => setLayer("disable")}>{t("disable.action")}</Button>}
          <MenuButton
            outlined
            label={t("channels.more", { name: channel.nickname })}
            entries={[
              { label: t("channels.preferences.change"), icon: "pencil", onSelect: () => setLayer("settings") },
              ...(connected ? [
                { label: t("channels.numbers.change"), icon: "phone" as const, onSelect: () => navigate(numbersPath(channel.id)) },
                { label: t("renew.action"), icon: "key-round" as const, onSelect: () => setLayer("renew") },
              ] : []),
            ]}
          />
        </div>
      </div>
      <AccountState channel={channel} onRenew={() => setLayer("renew")} />
      <div className="account-part">
        <div className="part-line"><h3>{t("channels.numbers")}</h3>{connected && <Link to={numbersPath(channel.id)}>{t("channels.numbers.change")}</Link>}</div>
        <NumberList numbers={channel.numbers} />
      </div>
      {management && <SettingsSummary management={management} onEdit={() => setLayer("settings")} />}
      {connected && <HealthPanel channel={channel} onRenew={() => setLayer("renew")} />}
      {connected && management && <WebhookPart address={management.webhook_url} />}
      {layer === "renew" && <RenewDialog channel={channel} onClose={close} />}
      {layer === "settings" && management && <SettingsDialog channel={channel} management={management} onClose={close} />}
      {layer === "disable" && <DisableDialog channel={channel} onClose={close} />}
    </section>
  );
}

/** What keeps the account from working, and the way out. */
function AccountState({ channel, onRenew }: { readonly channel: Channel; readonly onRenew: () => void }) {
  const notices = channel.management?.notices ?? [];
  if (channel.state === "active" && notices.length === 0) return null;
  return (
    <div className="account-part account-notices">
      {channel.state === "stopped" && (
        <Banner tone="danger" title={t("channels.stopped.title")} action={<Button icon="key-round" onClick={onRenew}>{t("renew.action")}</Button>}>{reasonWords(channel.stopped_reason)}</Banner>
      )}
      {channel.state === "connecting" && <Banner tone="info" action={<Link to={connectPath} className="button secondary">{t("channels.reconnect")}</Link>}>{t("channels.connecting.text")}</Banner>}
      {channel.state === "disabled" && (
        <Banner tone="info" title={t("channels.disabled.title")} action={<Link to={connectPath} className="button secondary">{t("channels.reconnect")}</Link>}>{t("channels.disabled.text")}</Banner>
      )}
      <AccountNotices notices={notices} />
    </div>
  );
}
