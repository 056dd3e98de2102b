import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Channel } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { ConfirmDialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";
import { toast } from "../../kit/toast";
import { loadChannels } from "../../state/channels";

const three = [1, 2, 3] as const;

/** Says what goes and what stays, and disables; where Meta cannot be told, it asks once more. */
export default function DisableDialog({ channel, onClose }: { readonly channel: Channel; readonly onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const untold = error instanceof ProblemError && error.code === "not_unsubscribed";
  const disable = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await call("disableChannel", { path: { id: channel.id }, query: untold ? { anyway: true } : {} });
      toast({ text: t("disable.done", { name: channel.nickname }) });
      onClose();
      await loadChannels();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <ConfirmDialog title={t("disable.title", { name: channel.nickname })} confirm={t(untold ? "disable.anyway" : "disable.confirm")} variant="danger" busy={busy} onConfirm={() => void disable()} onClose={onClose}>
      <div className="disable-lists">
        {error !== null && <Banner tone={untold ? "warn" : "danger"} live title={untold ? t("disable.refused") : sentenceFor(error)}>{untold && t("disable.refused.text")}</Banner>}
        <h3>{t("disable.goes")}</h3>
        <ul>{three.map((line) => <li key={line} className="goes"><Icon name="x" size={16} />{t(`disable.goes.${line}`)}</li>)}</ul>
        <h3>{t("disable.stays")}</h3>
        <ul>{three.map((line) => <li key={line} className="stays"><Icon name="check" size={16} />{t(`disable.stays.${line}`)}</li>)}</ul>
      </div>
    </ConfirmDialog>
  );
}
