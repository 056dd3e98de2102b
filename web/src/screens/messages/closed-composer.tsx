import { type FormEvent, h, useEffect } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Conversation } from "../../api/schema";
import { dayAndTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { WhatsAppWords } from "../../kit/whatsapp-words";
import { Link } from "../../link";
import { navigate } from "../../router";
import { changed, useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { recordPath } from "../records/record-paths";
import { TemplateChoices } from "../sending/template-choices";
import { TemplateNotes } from "../sending/template-notes";
import { useTemplateSending } from "../sending/template-sending";
import type { TemplateWords } from "../templates/template-parts";
import { closesAt } from "./window";

interface Props {
  readonly conversation: Conversation;
  /** The phone is shown beside; otherwise the text stands here. */
  readonly previewBeside: boolean;
  readonly onPreview: (words: TemplateWords | null) => void;
}

/** Instead of the composer: why there is none, and what can be sent. */
export default function ClosedComposer({ conversation, previewBeside, onPreview }: Props) {
  const closing = closesAt(conversation);
  const never = closing === null;
  return (
    <div className="closed-composer">
      <div className="closed-banner" role="status">
        <Icon name="lock" size={20} />
        <div>
          <b>{t(never ? "messages.neverWrote" : "messages.closed")}</b>
          <span>{never ? t("messages.neverWrote.text", { name: conversation.person.name }) : t("messages.closed.text", { time: dayAndTime(closing), name: conversation.person.name })}</span>
        </div>
      </div>
      {conversation.record && conversation.person.phone !== null
        ? <TemplateForm conversation={conversation} record={conversation.record} phone={conversation.person.phone} previewBeside={previewBeside} onPreview={onPreview} />
        : <p className="closed-note">{t("messages.noRecord")}</p>}
    </div>
  );
}

interface FormProps extends Props {
  readonly record: NonNullable<Conversation["record"]>;
  readonly phone: string;
}

function TemplateForm({ conversation, record, phone, previewBeside, onPreview }: FormProps) {
  const people = useLoaded(`recipients of ${record.id}`, () => call("listRecipients", { path: { id: record.id } }));
  useLive(`record/${record.id}`, people.reload);
  // The record may have another number by now: what is begun goes there.
  const usable = people.value?.recipients[0]?.phones.filter((one) => one.e164 !== null) ?? null;
  const to = usable?.find((one) => one.e164 === phone) ?? usable?.[0];
  const number = to?.e164 ?? null;
  const sending = useTemplateSending({ record: record.id, module: record.module, isKnown: usable !== null || people.error !== null, lookup: null, phone: number, marketingRefusal: to?.marketing_refusal, businessNumber: conversation.business_number.id });
  const words = sending.trial?.preview ?? null;
  useEffect(() => {
    onPreview(words);
    return () => onPreview(null);
  }, [words, onPreview]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    const message = await sending.send();
    if (!message) return;
    changed(`conversation/${message.conversation}`);
    if (message.conversation !== conversation.id) navigate(`/messages/${message.conversation}`);
  };
  if (usable?.length === 0) return <div className="closed-note"><Banner tone="warn" action={<Link to={recordPath(record.module, record.id)}>{t("messages.openRecord")}</Link>}>{t("messages.noUsableNumber")}</Banner></div>;
  return (
    <form className="closed-form" onSubmit={(event) => void send(event)}>
      <div className="closed-form-body">
        <TemplateChoices {...sending} />
      </div>
      <div className="closed-form-end">
        {people.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void people.reload()}>{t("again")}</Button>}>{sentenceFor(people.error)}</Banner>}
        {number !== null && number !== phone && <Banner tone="info">{t("messages.otherNumber", { old: phone, new: number })}</Banner>}
        {number !== null && <TemplateNotes sending={sending} />}
        {words !== null && !previewBeside && <div className="closed-preview">{words.header?.text && <b>{words.header.text}</b>}<WhatsAppWords text={words.text} />{words.footer && <small>{words.footer}</small>}</div>}
      </div>
      <div className="closed-foot">
        <span className="quiet cut">{t("messages.toFrom", { to: number ?? phone, from: conversation.business_number.display_number })}</span>
        <Button submit variant="primary" icon="send" busy={sending.busy} disabled={!sending.ready}>{t("messages.sendTemplate")}</Button>
      </div>
    </form>
  );
}
