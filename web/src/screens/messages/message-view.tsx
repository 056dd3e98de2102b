import { h, memo } from "ui";
import type { Id, Message } from "../../api/schema";
import { clockTime, dayAndTime } from "../../i18n/format";
import { isKey, t, useLanguage } from "../../i18n/t";
import { MessageBubble } from "../../kit/message-bubble";
import { useMe } from "../../state/session";
import { type Outgoing, forget, reply } from "./thread-store";

interface Props {
  readonly message: Message;
  readonly continued: boolean;
  readonly person: string;
  readonly conversation: Id;
  /** Free text is allowed now. */
  readonly open: boolean;
}

export const MessageView = memo(function MessageView({ message, continued, person, conversation, open }: Props) {
  useLanguage();
  const own = message.direction === "outbound";
  const failed = message.status === "failed";
  const again = failed && open && message.kind === "text" ? { retry: () => void reply(conversation, message.text) } : {};
  return (
    <MessageBubble
      own={own}
      continued={continued}
      author={own ? message.sender?.name ?? t("record.system") : person}
      text={message.kind === "other" ? t("message.other") : message.text}
      time={clockTime(message.at)}
      {...(message.status === "received" ? {} : { status: message.status, statusTimes: timesOf(message) })}
      {...(message.template ? { template: { label: message.template.name } } : {})}
      {...(message.outcome_unknown && !failed ? { note: t("message.unknown") } : {})}
      {...(failed ? { failure: { reason: reasonOf(message), ...again } } : {})}
    />
  );
});

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

/** Codes in plain words; one without words of its own is named. */
function reasonOf(message: Message): string {
  if (!message.error) return t("ticks.failed");
  const key = `message.error.${message.error.code}`;
  return t("message.failed", { reason: isKey(key) ? t(key) : message.error.code });
}

/** A message on its way to the server. */
export function OutgoingView({ one, conversation }: { readonly one: Outgoing; readonly conversation: Id }) {
  const me = useMe();
  const again = () => {
    forget(conversation, one.key);
    // The same key: should the first try have arrived after all, it is not sent twice.
    void reply(conversation, one.text, one.key);
  };
  return (
    <MessageBubble
      own
      author={me.user.name}
      text={one.text}
      time={clockTime(one.at)}
      status={one.fault === null ? "queued" : "failed"}
      {...(one.fault === null ? {} : { failure: { reason: one.fault, retry: again } })}
    />
  );
}
