import { h, useEffect, useRef, useState } from "ui";
import { sentenceFor } from "../../api/problem";
import "../../i18n/messages-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { classes } from "../../kit/classes";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import { Link } from "../../link";
import { later } from "../../later";
import { navigate } from "../../router";
import type { ScreenProps } from "../../routes";
import { useChannels } from "../../state/channels";
import { wishComposer } from "../../state/composer-wish";
import { useLive } from "../../state/live";
import { useRight } from "../../state/rights";
import { useStore } from "../../state/store";
import { useTitle } from "../../use-title";
import { ConversationList } from "./conversation-list";
import { conversationStore, refreshConversations } from "./conversation-store";
import { useMessageKeys } from "./message-keys";

const loadPane = () => import("./conversation-pane");
const ConversationPane = later(loadPane);

/** 消息: the list of conversations, the one that is open, and with whom it is. */
export default function MessagesScreen({ parameters }: ScreenProps) {
  useTitle(t("rail.messages"));
  const may = useRight("view_messages");
  if (!may) return <div className="page centred"><EmptyState drawing="lost" heading="h1" title={t("messages.noRight")}>{t("messages.noRight.text")}</EmptyState></div>;
  return <Messages id={parameters["id"] ?? null} />;
}

function Messages({ id }: { readonly id: string | null }) {
  const channels = useChannels();
  const held = useStore(conversationStore);
  const mayConnect = useRight("manage_channels");
  const [error, setError] = useState<unknown>(null);
  const screen = useRef<HTMLDivElement>(null);

  const load = () => refreshConversations().then(() => setError(null), setError);
  useEffect(() => {
    void load();
    // Here before the first conversation is opened.
    loadPane().catch(() => undefined);
  }, []);
  useLive("conversations", refreshConversations);

  const open = (to: string, answering: boolean) => {
    if (answering) wishComposer(to);
    // Walking through the list leaves one step back, not twenty.
    if (to !== id) navigate(`/messages/${to}`, { replace: id !== null });
  };
  useMessageKeys({ screen, conversations: held?.conversations ?? [], id, onOpen: (to) => open(to, false) });

  if (error !== null && !held) {
    return <div className="page"><h1 className="unseen">{t("rail.messages")}</h1><Banner tone="danger" live action={<Button variant="link" onClick={() => void load()}>{t("again")}</Button>}>{sentenceFor(error)}</Banner></div>;
  }
  if (channels !== null && channels.length === 0 && held?.conversations.length === 0) {
    return (
      <div className="page centred">
        <EmptyState drawing="plug" heading="h1" title={t("messages.noChannel")} action={mayConnect && <Link to="/settings/channels/business-messaging" className="button primary">{t("messages.connect")}</Link>}>
          {t(mayConnect ? "messages.noChannel.text" : "messages.noChannel.ask")}
        </EmptyState>
      </div>
    );
  }
  if (held?.conversations.length === 0 && id === null) {
    return (
      <div className="page centred">
        <EmptyState drawing="conversations" heading="h1" title={t("messages.none")} action={<Link to="/leads" className="button primary">{t("messages.none.action")}</Link>}>{t("messages.none.text")}</EmptyState>
      </div>
    );
  }
  return (
    <div ref={screen} className={classes("messages", id !== null && "open")}>
      <section className="conversations" aria-label={t("messages.conversations")}>
        <header className="zone-head"><h1>{t("rail.messages")}</h1></header>
        {held ? <ConversationList held={held} selected={id} onSelect={(one) => open(one.id, false)} onOpen={(one) => open(one.id, true)} /> : <div className="padded"><Skeleton rows={8} avatar /></div>}
      </section>
      {id === null ? (
        <div className="thread-none"><EmptyState drawing="conversations" title={t("messages.choose")}>{t("messages.choose.text")}</EmptyState></div>
      ) : <ConversationPane key={id} id={id} />}
    </div>
  );
}
