import { type KeyboardEvent, h, useEffect, useLayoutEffect, useRef, useState } from "ui";
import type { Conversation } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { IconButton } from "../../kit/icon-button";
import { composerWish } from "../../state/composer-wish";
import { draftOf, keepDraft } from "../../state/drafts";
import { useStore } from "../../state/store";
import { summaryOf } from "./message-words";
import { quotingStore } from "./quoting";
import { reply } from "./thread-store";
import { tellTyping } from "./typing";

interface Props {
  readonly conversation: Conversation;
  /** The server says that the window is closed. */
  readonly onClosed: () => void;
}

const MAX = 4_096;
const NEAR_MAX = 3_800;

/** Enter sends, Shift and Enter begins a new line; what is not sent stays, for each conversation. */
export function Composer({ conversation, onClosed }: Props) {
  const { id } = conversation;
  const [text, setText] = useState(() => draftOf(id));
  const wish = useStore(composerWish);
  const quoting = useStore(quotingStore);
  const quoted = quoting?.conversation === id ? quoting.message : null;
  const area = useRef<HTMLTextAreaElement>(null);
  const length = [...text].length;
  const sendable = text.trim() !== "" && length <= MAX;

  useLayoutEffect(() => {
    if (!area.current) return;
    area.current.style.height = "auto";
    area.current.style.height = `${Math.min(area.current.scrollHeight, 200)}px`;
  }, [text]);
  useEffect(() => {
    if (wish?.id !== id) return;
    composerWish.set(null);
    if (Date.now() < wish.until) area.current?.focus({ preventScroll: true });
  }, [wish, id]);

  const write = (next: string) => {
    setText(next);
    keepDraft(id, next);
    if (next.trim() !== "") tellTyping(id);
  };
  const send = async () => {
    if (!sendable) return;
    const said = text.trim();
    write("");
    quotingStore.set(null);
    area.current?.focus({ preventScroll: true });
    if ((await reply(id, { text: said, quoted })) === "closed") {
      // Nothing is lost: it stands here again when the customer writes.
      keepDraft(id, said);
      onClosed();
    }
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Escape" && quoted) {
      event.preventDefault();
      quotingStore.set(null);
    }
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    void send();
  };
  return (
    <div className="composer">
      <div className="composer-column">
        <div className="composer-field">
          {quoted && (
            <div className="composer-quote">
              <div className="bubble-quote"><b>{t("message.replyTo", { name: quoted.direction === "inbound" ? conversation.person.name : t("message.you") })}</b><span>{summaryOf(quoted)}</span></div>
              <IconButton size={24} icon="x" label={t("message.replyTo.cancel")} onClick={() => quotingStore.set(null)} />
            </div>
          )}
          <textarea ref={area} rows={1} aria-label={t("messages.write")} placeholder={t("messages.write")} value={text} onChange={(event) => write(event.target.value)} onKeyDown={key} />
          <div className="composer-foot">
            <span className="composer-from cut">{t("messages.from", { number: conversation.business_number.display_number })}</span>
            {length > NEAR_MAX && <span className={length > MAX ? "composer-count over" : "composer-count"}>{length} / {MAX}</span>}
            <span className="composer-keys"><kbd className="kbd">Enter</kbd>{t("messages.enterSends")}<kbd className="kbd">Shift+Enter</kbd>{t("messages.newLine")}</span>
            <Button variant="primary" icon="send" disabled={!sendable} onClick={() => void send()}>{t("sending.send")}</Button>
          </div>
        </div>
      </div>
    </div>
  );
}
