import { Fragment, type ReactNode, h, memo } from "ui";
import type { Id, Message } from "../../api/schema";
import { clockTime, dayAndTime } from "../../i18n/format";
import { t, useLanguage } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { MessageBubble, ThreadEvent } from "../../kit/message-bubble";
import { useMe } from "../../state/session";
import { MessageActions } from "./message-actions";
import { jumpTo, retry, settle } from "./message-acts";
import { aboveWords, belowWords } from "./message-parts";
import { noticeWords, reasonOf, summaryOf } from "./message-words";
import { canBeAnswered } from "./quoting";
import { type Outgoing, forget, reply } from "./thread-store";

interface Props {
  readonly message: Message;
  readonly continued: boolean;
  readonly person: string;
  /** The reader may write here. */
  readonly mayReply: boolean;
  /** Free text is allowed now. */
  readonly open: boolean;
}

export const MessageView = memo(function MessageView({ message, continued, person, mayReply, open }: Props) {
  useLanguage();
  if (message.kind === "notice") return <ThreadEvent icon="info">{noticeWords(message.content.notice, message.text, person)}</ThreadEvent>;
  const own = message.direction === "outbound";
  const author = own ? message.sender?.name ?? t("record.system") : person;
  const onJump = (id: Id) => void jumpTo(message.conversation, id);
  const shared = {
    own,
    continued,
    author,
    time: clockTime(message.at),
    ...(message.status === "received" ? {} : { status: message.status, statusTimes: timesOf(message) }),
  };
  if (message.revoked_at !== null) return <MessageBubble {...shared} text="" above={<Missing icon="ban">{t("message.revoked")}</Missing>} />;
  const failed = message.status === "failed";
  return (
    <MessageBubble
      {...shared}
      text={wordsOf(message)}
      above={message.kind === "other" ? <Missing icon="info">{unsupportedWords(message)}</Missing> : aboveWords({ message, author, person, onJump })}
      below={belowWords(message)}
      mark={marksOf(message, onJump)}
      {...(message.template ? { template: { label: message.template.name } } : {})}
      {...(message.reactions.length > 0 ? { reactions: message.reactions.map((one) => <span key={one.direction} role="img" aria-label={one.direction === "inbound" ? t("message.reaction.theirs", { name: person, emoji: one.emoji }) : t("message.reaction.ours", { emoji: one.emoji })}>{one.emoji}</span>) } : {})}
      {...(mayReply && open && canBeAnswered(message) ? { actions: <MessageActions message={message} /> } : {})}
      {...(message.outcome_unknown && !failed ? { note: <Unknown message={message} mayReply={mayReply} /> } : {})}
      {...(failed ? { failure: { reason: reasonOf(message.error), ...afterFailure(message, mayReply && (open || message.template !== null), onJump) } } : {})}
    />
  );
});

/** A place's or a card's words are on its card. */
function wordsOf(message: Message): string {
  return message.kind === "location" || message.kind === "contacts" || message.kind === "other" ? "" : message.text;
}

function unsupportedWords({ content }: Message): string {
  return content.unsupported && /[a-z]/i.test(content.unsupported) && content.unsupported !== "unknown" ? t("message.unsupported.kind", { kind: content.unsupported }) : t("message.unsupported");
}

function Missing({ icon, children }: { readonly icon: "ban" | "info"; readonly children: string }) {
  return <p className="bubble-missing"><Icon name={icon} size={16} />{children}</p>;
}

function marksOf(message: Message, onJump: (id: Id) => void): ReactNode {
  const { edited_at: edited, retry_of: first } = message;
  return (
    <>
      {first !== null && <button type="button" className="bubble-mark" title={t("message.retryOf.go")} onClick={() => onJump(first)}><Icon name="rotate-ccw" size={14} />{t("message.retryOf")}</button>}
      {edited !== null && <span title={t("message.edited.at", { time: dayAndTime(edited) })}>{t("message.edited")}</span>}
    </>
  );
}

function afterFailure(message: Message, mayRetry: boolean, onJump: (id: Id) => void): { readonly retry?: () => void; readonly retried?: ReactNode } {
  const { retried_by: again } = message;
  if (again !== null) return { retried: <button type="button" className="button link" onClick={() => onJump(again)}>{t("message.retried")} · {t("message.retried.go")}</button> };
  return mayRetry ? { retry: () => void retry(message) } : {};
}

/** It left and no answer came: a person who has asked can say what became of it. */
function Unknown({ message, mayReply }: { readonly message: Message; readonly mayReply: boolean }) {
  return (
    <>
      {t("message.unknown")}
      {mayReply && (
        <span className="bubble-answers">
          <button type="button" className="button link" onClick={() => void settle(message, true)}>{t("message.arrived")}</button>
          <button type="button" className="button link" onClick={() => void settle(message, false)}>{t("message.arrivedNot")}</button>
        </span>
      )}
    </>
  );
}

/** When each state was reached, one a line. */
function timesOf(message: Message): string {
  const steps = [
    [t("ticks.queued"), message.at],
    [t("ticks.sent"), message.sent_at],
    [t("ticks.delivered"), message.delivered_at],
    [t("ticks.read"), message.read_at],
  ] as const;
  const lines = steps.filter(([, at]) => at !== null).map(([word, at]) => `${word} ${dayAndTime(at ?? "")}`);
  return message.status === "failed" ? [...lines, t("ticks.failed")].join("\n") : lines.join("\n");
}

/** A message on its way to the server. */
export function OutgoingView({ one, conversation }: { readonly one: Outgoing; readonly conversation: Id }) {
  const me = useMe();
  const again = () => {
    forget(conversation, one.key);
    // The same key: should the first try have arrived after all, it is not sent twice.
    void reply(conversation, one.said, one.key);
  };
  const { quoted, text } = one.said;
  return (
    <MessageBubble
      own
      author={me.user.name}
      text={text}
      time={clockTime(one.at)}
      status={one.fault === null ? "queued" : "failed"}
      {...(quoted ? { above: <p className="bubble-quote"><span>{summaryOf(quoted)}</span></p> } : {})}
      {...(one.fault === null ? {} : { failure: { reason: one.fault, retry: again } })}
    />
  );
}
