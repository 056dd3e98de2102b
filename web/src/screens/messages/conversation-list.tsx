import { h, useEffect, useRef } from "ui";
import type { Conversation, Id } from "../../api/schema";
import { listTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Counter } from "../../kit/badge";
import { Ticks } from "../../kit/ticks";
import { VirtualList } from "../../kit/virtual-list";
import { WindowMeter } from "../../kit/window-meter";
import { serverNow, useServerNow } from "../../state/server-clock";
import { moreConversations } from "./conversation-store";
import { summaryOf } from "./message-words";

interface Props {
  readonly held: { readonly conversations: readonly Conversation[]; readonly next: string | null };
  readonly selected: Id | null;
  readonly onSelect: (one: Conversation) => void;
  readonly onOpen: (one: Conversation) => void;
}

const ROW = 68;

export function ConversationList({ held, selected, onSelect, onOpen }: Props) {
  const loading = useRef(false);
  // "5 minutes" becomes six by itself.
  useServerNow(30_000);
  const more = () => {
    if (loading.current) return;
    loading.current = true;
    moreConversations().catch(() => undefined).finally(() => {
      loading.current = false;
    });
  };
  const end = useRef(more);
  end.current = more;
  useEffect(() => {
    if (held.next !== null && held.conversations.length < 20) end.current();
  }, [held]);
  return (
    <VirtualList
      label={t("messages.conversations")}
      items={held.conversations}
      total={held.conversations.length + (held.next === null ? 0 : 1)}
      rowHeight={ROW}
      keyOf={(one) => one.id}
      selected={selected}
      onSelect={onSelect}
      onOpen={onOpen}
      onEnd={more}
      row={(one) => <ConversationRow one={one} />}
    />
  );
}

function ConversationRow({ one }: { readonly one: Conversation }) {
  const last = one.last_message;
  return (
    <div className={one.unread > 0 ? "conversation-row unread" : "conversation-row"}>
      <Avatar name={one.person.name} seed={one.record?.id ?? one.id} channel="whatsapp" />
      <div>
        <span className="name cut">{one.person.name}</span>
        <span className="preview">
          {last?.direction === "outbound" && last.status !== "received" && <Ticks status={last.status} />}
          <span className="cut">{last ? summaryOf(last) : ""}</span>
        </span>
      </div>
      <div className="side">
        <span className="time">{listTime(one.last_activity_at, serverNow())}</span>
        <span className="marks">
          <WindowMeter bare closesAt={one.window_closes_at ? Date.parse(one.window_closes_at) : null} />
          {one.unread > 0 && <Counter value={one.unread} label={t("messages.unread", { count: one.unread })} />}
        </span>
      </div>
    </div>
  );
}
