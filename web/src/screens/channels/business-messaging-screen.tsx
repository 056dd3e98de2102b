import { Fragment, h } from "ui";
import "../../i18n/channels-words";
import { t } from "../../i18n/t";
import { EmptyState } from "../../kit/empty-state";
import { Icon } from "../../kit/icon";
import { Skeleton } from "../../kit/skeleton";
import { Link } from "../../link";
import { later } from "../../later";
import { useChannels } from "../../state/channels";
import { useRight } from "../../state/rights";
import { SettingsPage } from "../settings/settings-page";
import { AccountCard } from "./account-card";
import { connectPath } from "./channel-paths";
import { Prerequisites } from "./prerequisites";

const MarketingRulesCard = later(() => import("./marketing-rules-card"));

/** 设置 › 渠道 › 业务消息传递: the connected accounts, or the way to the first one. */
export default function BusinessMessagingScreen() {
  const may = useRight("manage_channels");
  return (
    <SettingsPage wide title={t("settings.businessMessaging")} hint={t("channels.hint")} crumbs={[{ label: t("settings.group.channels") }]}>
      {may ? <Accounts /> : [
        <div key="no" className="card"><EmptyState drawing="lost" title={t("channels.noRight")}>{t("channels.noRight.text")}</EmptyState></div>,
        <MarketingRulesCard key="rules" />,
      ]}
    </SettingsPage>
  );
}

function Accounts() {
  const channels = useChannels();
  if (channels === null) return <Skeleton rows={4} />;
  if (channels.length === 0) {
    return (
      <div className="card first-account">
        <EmptyState drawing="plug" title={t("channels.none")} action={<Link to={connectPath} className="button primary large">{t("channels.connect")}</Link>}>{t("channels.none.text")}</EmptyState>
        <Prerequisites />
      </div>
    );
  }
  return (
    <>
      {channels.map((channel) => <AccountCard key={channel.id} channel={channel} />)}
      <div><Link to={connectPath} className="button secondary"><Icon name="plus" size={16} /><span>{t("channels.another")}</span></Link></div>
      <MarketingRulesCard />
    </>
  );
}
