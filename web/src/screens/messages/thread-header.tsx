import { h, useState } from "ui";
import { call } from "../../api/client";
import type { Conversation } from "../../api/schema";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { WindowMeter } from "../../kit/window-meter";
import { later } from "../../later";
import { Link } from "../../link";
import { useLoaded } from "../../state/loaded";
import { useMedia } from "../../state/media";
import { useModule } from "../../state/modules";
import { useRight } from "../../state/rights";
import { closesAt } from "./window";

const SendTemplateDialog = later(() => import("../sending/send-template-dialog"));

interface Props {
  readonly conversation: Conversation;
  readonly panel: boolean;
  readonly onPanel: () => void;
}

export function ThreadHeader({ conversation, panel, onPanel }: Props) {
  const maySend = useRight("send_messages");
  const [sending, setSending] = useState(false);
  const { person, record } = conversation;
  // Where the list is not seen, this is what the page is about.
  const Heading = useMedia("(max-width: 959px)") ? "h1" : "h2";
  return (
    <header className="zone-head thread-head">
      <Link to="/messages" className="icon-button thread-back" label={t("messages.back")}><Icon name="arrow-left" /></Link>
      <Avatar name={person.name} seed={record?.id ?? conversation.id} channel="whatsapp" />
      <div className="thread-who">
        <Heading className="cut">{person.name}</Heading>
        <WindowMeter closesAt={closesAt(conversation)} />
      </div>
      {maySend && record && !conversation.blocked && (
        <span className="thread-template"><Button icon="layout-template" onClick={() => setSending(true)}>{t("messages.template")}</Button></span>
      )}
      <IconButton icon="contact" label={t(panel ? "messages.hideCustomer" : "messages.showCustomer")} pressed={panel} onClick={onPanel} />
      {sending && record && <TemplateDialog id={record.id} onClose={() => setSending(false)} />}
    </header>
  );
}

function TemplateDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const record = useLoaded(`record ${id}`, () => call("getRecord", { path: { id } }));
  const module = useModule(record.value?.module ?? "");
  return record.value && module ? <SendTemplateDialog record={record.value} module={module} onClose={onClose} /> : null;
}
