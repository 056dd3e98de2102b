import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Channel, ProbedAccount } from "../../api/schema";
import "../../i18n/channels-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import { toast } from "../../kit/toast";
import { navigate } from "../../router";
import type { ScreenProps } from "../../routes";
import { loadChannels, useChannels } from "../../state/channels";
import { useLoaded } from "../../state/loaded";
import { useRight } from "../../state/rights";
import { SettingsPage } from "../settings/settings-page";
import { channelsPath } from "./channel-paths";
import NumberStep from "./number-step";

/** Which numbers of a connected account are used, and verifying further ones. */
export default function NumbersScreen({ parameters }: ScreenProps) {
  const may = useRight("manage_channels");
  const channels = useChannels();
  const channel = channels?.find((one) => one.id === parameters["id"]);
  const title = t("connect.numbers.title", { name: channel?.nickname ?? "" });
  return (
    <SettingsPage title={channel ? title : t("channels.numbers")} crumbs={[{ label: t("settings.group.channels") }, { label: t("settings.businessMessaging"), to: channelsPath }]}>
      {channels === null ? <Skeleton rows={4} /> : may && channel ? <Numbers channel={channel} /> : <div className="card"><EmptyState drawing="lost" title={t(may ? "connect.noChannel" : "channels.noRight")} /></div>}
    </SettingsPage>
  );
}

function Numbers({ channel }: { readonly channel: Channel }) {
  const { value: probed, error, reload, set } = useLoaded<ProbedAccount>(`probe/${channel.id}`, () => call("probeChannel", { body: { channel: channel.id } }));
  const [chosen, setChosen] = useState<readonly string[]>(() => channel.numbers.filter((one) => one.in_use).map((one) => one.phone_number_id));
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const save = async () => {
    setBusy(true);
    setFault(null);
    try {
      await call("chooseNumbers", { path: { id: channel.id }, body: { numbers: chosen } });
      await loadChannels();
      toast({ text: t("connect.numbers.saved") });
      navigate(channelsPath);
    } catch (problem) {
      setFault(problem);
      setBusy(false);
    }
  };
  if (error !== null && !probed) return <Banner tone="danger" live action={<Button variant="link" onClick={() => void reload()}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>;
  if (!probed) return <Skeleton rows={4} />;
  return <NumberStep access={{ channel: channel.id }} probed={probed} chosen={chosen} next={t("save")} busy={busy} error={fault} onProbed={set} onChange={setChosen} onNext={() => void save()} />;
}
