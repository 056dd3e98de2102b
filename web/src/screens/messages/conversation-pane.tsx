import { Fragment, h, useEffect, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Conversation, Id } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { classes } from "../../kit/classes";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { Link } from "../../link";
import { remember, remembered } from "../../state/browser-memory";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useMedia } from "../../state/media";
import { useStore } from "../../state/store";
import { conversationStore, putConversation } from "./conversation-store";
import { ReplyZone } from "./reply-zone";
import { ThreadHeader } from "./thread-header";
import { ThreadLog } from "./thread-log";
import { noteChange, openThread, refreshThread, threadOf } from "./thread-store";
import type { TemplateWords } from "../templates/template-parts";

const CustomerPanel = later(() => import("./customer-panel"));
const TemplatePreviewPanel = later(() => import("./template-preview-panel"));

/** The open conversation. It comes from the list, or by itself when an address leads to one that is not listed yet. */
export default function ConversationPane({ id }: { readonly id: Id }) {
  const listed = useStore(conversationStore)?.conversations.find((one) => one.id === id);
  const alone = useLoaded(`conversation ${id}`, async () => (listed ? null : call("getConversation", { path: { id } })));
  useLive(listed ? null : `conversation/${id}`, alone.reload);
  const conversation = listed ?? alone.value;
  if (conversation) return <OpenConversation conversation={conversation} />;
  const gone = alone.error instanceof ProblemError && alone.error.code === "not_found";
  return (
    <div className="thread-none">
      {gone ? <EmptyState drawing="lost" title={t("messages.gone")} action={<Link to="/messages" className="button secondary">{t("messages.back")}</Link>}>{t("messages.gone.text")}</EmptyState>
        : alone.error === null ? <Skeleton rows={5} />
          : <Banner tone="danger" live action={<Button variant="link" onClick={() => void alone.reload()}>{t("again")}</Button>}>{sentenceFor(alone.error)}</Banner>}
    </div>
  );
}

function OpenConversation({ conversation }: { readonly conversation: Conversation }) {
  const { id, unread } = conversation;
  const thread = useStore(threadOf(id));
  const wide = useMedia("(min-width: 1440px)");
  const [pinned, setPinned] = useState(remembered("customer-panel") !== "closed");
  const [overlay, setOverlay] = useState(false);
  const [preview, setPreview] = useState<TemplateWords | null>(null);
  const [error, setError] = useState<unknown>(null);
  const panel = wide ? pinned : overlay;

  const load = () => openThread(id).then(() => setError(null), setError);
  useEffect(() => {
    void load();
    // The pane is drawn anew for each conversation.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id]);
  useLive(`conversation/${id}`, () => refreshThread(id), { note: (subject) => noteChange(id, subject) });
  useEffect(() => {
    if (unread === 0 || thread.messages === null || document.hidden) return;
    putConversation(id, (held) => ({ ...held, unread: 0 }));
    call("markConversationRead", { path: { id } }).catch(() => undefined);
  }, [id, unread, thread.messages]);

  const toggle = () => {
    if (wide) {
      remember("customer-panel", pinned ? "closed" : null);
      setPinned(!pinned);
    } else setOverlay(!overlay);
  };
  return (
    <>
      <section className="thread" aria-label={t("messages.with", { name: conversation.person.name })}>
        <ThreadHeader conversation={conversation} panel={panel} onPanel={toggle} />
        {thread.messages ? <ThreadLog conversation={conversation} thread={thread} /> : (
          <div className="thread-log"><div className="thread-column">
            {error === null ? <Skeleton rows={4} /> : <Banner tone="danger" live action={<Button variant="link" onClick={() => void load()}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>}
          </div></div>
        )}
        <ReplyZone conversation={conversation} previewBeside={panel && wide} onPreview={setPreview} />
      </section>
      {panel && (
        <aside className={classes("customer", !wide && "overlay")} aria-label={t("messages.customer")}>
          {wide && preview !== null ? <TemplatePreviewPanel words={preview} number={conversation.business_number.id} /> : <CustomerPanel conversation={conversation} onClose={toggle} />}
        </aside>
      )}
    </>
  );
}
