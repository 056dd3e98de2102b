import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import type { Channel, ChannelManagement, ChannelSettings } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { loadChannels } from "../../state/channels";
import { SettingsFields, nicknameFault } from "./settings-fields";

interface Props {
  readonly channel: Channel;
  readonly management: ChannelManagement;
  readonly onClose: () => void;
}

/** What a team decided about an account, to be decided anew. */
export default function SettingsDialog({ channel, management, onClose }: Props) {
  const [settings, setSettings] = useState<ChannelSettings>({ nickname: channel.nickname, new_people: management.new_people, assignment: management.assignment });
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const save = async () => {
    setTried(true);
    if (busy || nicknameFault(settings.nickname)) return;
    setBusy(true);
    setError(null);
    try {
      await call("changeChannel", { path: { id: channel.id }, body: { ...settings, nickname: settings.nickname.trim() } });
      toast({ text: t("channels.preferences.saved") });
      onClose();
      await loadChannels();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const atField = ["nickname", "assignment"].some((field) => sentenceForField(error, field) !== undefined);
  return (
    <Dialog
      wide
      title={t("channels.preferences.title", { name: channel.nickname })}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("save")}</Button>]}
    >
      {error !== null && !atField && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      <SettingsFields settings={settings} tried={tried} error={error} onChange={setSettings} />
    </Dialog>
  );
}
