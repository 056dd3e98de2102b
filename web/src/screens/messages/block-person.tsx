import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Conversation } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { ConfirmDialog } from "../../kit/dialog";
import { toast } from "../../kit/toast";
import { changed } from "../../state/live";

/** Blocks the person of a conversation after asking, or takes that back at once. */
export default function BlockPerson({ conversation }: { readonly conversation: Conversation }) {
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { id, person, blocked } = conversation;

  const set = async (isBlocked: boolean) => {
    setBusy(true);
    setError(null);
    try {
      await call("setConversationBlocked", { path: { id }, body: { blocked: isBlocked } });
      changed("conversations");
      changed(`conversation/${id}`);
      setAsking(false);
      toast({ text: t(isBlocked ? "messages.blocked.done" : "messages.unblocked.done", { name: person.name }) });
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return (
    <>
      {blocked
        ? <Button icon="undo-2" busy={busy} onClick={() => void set(false)}>{t("messages.unblock")}</Button>
        : <Button variant="danger-outline" icon="ban" onClick={() => setAsking(true)}>{t("messages.block")}</Button>}
      {error !== null && !asking && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      {asking && (
        <ConfirmDialog title={t("messages.block.title", { name: person.name })} confirm={t("messages.block.confirm")} variant="danger" busy={busy} onConfirm={() => void set(true)} onClose={() => setAsking(false)}>
          <p>{t("messages.block.text", { name: person.name })}</p>
          {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        </ConfirmDialog>
      )}
    </>
  );
}
