import { Fragment, h, useState } from "ui";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import { useChannels } from "../../state/channels";
import { useRight } from "../../state/rights";
import { SettingsPage } from "../settings/settings-page";
import { AccountCard } from "./account-card";
import { ConnectForm } from "./connect-form";

/** 设置 › 渠道 › 业务消息传递: the connected accounts, or the way to the first one. */
export default function BusinessMessagingScreen() {
  const may = useRight("manage_channels");
  return (
    <SettingsPage wide title={t("settings.businessMessaging")} hint={t("channels.hint")} crumbs={[{ label: t("settings.group.channels") }]}>
      {may ? <Accounts /> : <div className="card"><EmptyState drawing="lost" title={t("channels.noRight")}>{t("channels.noRight.text")}</EmptyState></div>}
    </SettingsPage>
  );
}

function Accounts() {
  const channels = useChannels();
  const [adding, setAdding] = useState(false);
  if (channels === null) return <Skeleton rows={4} />;
  if (channels.length === 0) return <ConnectForm />;
  return (
    <>
      {channels.map((channel) => <AccountCard key={channel.id} channel={channel} />)}
      {adding ? <ConnectForm onClose={() => setAdding(false)} /> : <div><Button icon="plus" onClick={() => setAdding(true)}>{t("channels.another")}</Button></div>}
    </>
  );
}
