import { h, useState } from "ui";
import type { Conversation } from "../../api/schema";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { later } from "../../later";
import { isConnected, useChannels } from "../../state/channels";
import { useRight } from "../../state/rights";
import { useServerNow } from "../../state/server-clock";
import { Composer } from "./composer";
import { closesAt } from "./window";
import type { TemplateWords } from "../templates/template-parts";

const BlockPerson = later(() => import("./block-person"));
const ClosedComposer = later(() => import("./closed-composer"));

interface Props {
  readonly conversation: Conversation;
  readonly previewBeside: boolean;
  readonly onPreview: (words: TemplateWords | null) => void;
}

/** The composer while the window is open, templates while it is not. It changes at the second the window closes. */
export function ReplyZone({ conversation, previewBeside, onPreview }: Props) {
  const maySend = useRight("send_messages");
  const now = useServerNow(1_000);
  const closing = closesAt(conversation);
  /** The server said so for this closing time, whatever the clock here says. */
  const [refused, setRefused] = useState<number | null>(null);
  const open = closing !== null && closing > now && refused !== closing;
  const account = useChannels()?.find((one) => one.numbers.some((number) => number.id === conversation.business_number.id));
  if (!maySend || !conversation.may_reply) return <p className="reply-note"><Icon name="lock" size={16} />{t(maySend ? "problem.record_read_only" : "messages.maySendNot")}</p>;
  if (account && !isConnected(account)) return <p className="reply-note"><Icon name="lock" size={16} />{t("problem.channel_inactive")}</p>;
  if (conversation.blocked) return <p className="reply-note"><Icon name="ban" size={16} />{t("messages.blocked.note")}<BlockPerson conversation={conversation} /></p>;
  if (open) return <Composer conversation={conversation} onClosed={() => setRefused(closing)} />;
  return <ClosedComposer conversation={conversation} previewBeside={previewBeside} onPreview={onPreview} />;
}
