import { h, useId, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { BusinessNumber, Id, Module, Record as CRMRecord, RecipientList } from "../../api/schema";
import "../../i18n/templates-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";
import { Select } from "../../kit/select";
import { Skeleton } from "../../kit/skeleton";
import { toast } from "../../kit/toast";
import { isConnected, numbersOf, useChannels } from "../../state/channels";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { LookChoice, usualPhone } from "../templates/look-choice";
import { TemplatePhone } from "../templates/template-phone";
import { TemplateChoices } from "./template-choices";
import { TemplateNotes } from "./template-notes";
import { type RecipientPhone, useTemplateSending } from "./template-sending";

type Recipient = RecipientList["recipients"][number];

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly onClose: () => void;
}

/** One template about one record, to one number of the person it is for, seen before it goes. */
export default function SendTemplateDialog({ record, module, onClose }: Props) {
  const channels = useChannels();
  const numbers = numbersOf(channels);
  const accounts = (channels ?? []).filter(isConnected);
  const accountOf = (number: BusinessNumber) => accounts.find((one) => one.numbers.some((held) => held.id === number.id));
  const isStopped = (number: BusinessNumber) => number.stopped_reason !== null || accountOf(number)?.state !== "active";
  // What tells the numbers apart: their accounts, or within one account what people see them called.
  const hintOf = (number: BusinessNumber) => (isStopped(number) ? t("sending.stopped") : accounts.length > 1 ? accountOf(number)?.nickname : number.verified_name);
  const people = useLoaded(`recipients of ${record.id}`, () => call("listRecipients", { path: { id: record.id } }));
  const recipients = people.value?.recipients ?? null;
  const [chosen, setChosen] = useState<{ readonly lookup: Id | null; readonly phone: string } | null>(null);
  const first = recipients?.find((one) => usableOf(one).length > 0) ?? recipients?.[0];
  const recipient = recipients?.find((one) => chosen !== null && one.lookup === chosen.lookup) ?? first;
  const phone = chosen?.phone ?? (recipient && usableOf(recipient)[0]?.e164) ?? null;
  const [from, setFrom] = useState<Id | null>(null);
  const [look, setLook] = useState(usualPhone);
  const sender = numbers.find((number) => number.id === from) ?? numbers.find((number) => !isStopped(number)) ?? numbers[0];
  const marketingRefusal = recipient?.phones.find((one) => one.e164 === phone)?.marketing_refusal;
  useLive(recipient ? `record/${recipient.record}` : null, people.reload);
  const sending = useTemplateSending({ record: record.id, module: module.name, isKnown: recipients !== null || people.error !== null, lookup: recipient?.lookup ?? null, phone, marketingRefusal, businessNumber: sender?.id });

  const send = async () => {
    const message = await sending.send();
    if (!message) return;
    onClose();
    toast({ text: t("sending.sent", { name: recipient?.name ?? record.name }), link: { label: t("sending.viewConversation"), to: `/messages/${message.conversation}` } });
  };
  const preview = sending.trial?.preview ?? null;
  return (
    <Dialog
      wide
      title={t("record.sendTemplate")}
      onClose={onClose}
      onSubmit={() => void send()}
      footer={[
        <Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>,
        <Button key="yes" submit variant="primary" icon="send" busy={sending.busy} disabled={!sending.ready}>{t("sending.send")}</Button>,
      ]}
    >
      <div className="send-template">
        <div className="send-template-form">
          <TemplateNotes sending={sending} onLeave={onClose} />
          {people.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void people.reload()}>{t("again")}</Button>}>{sentenceFor(people.error)}</Banner>}
          {recipients === null && people.error === null && <Skeleton rows={2} />}
          {recipients?.length === 0 && <Banner tone="warn" title={t("sending.nobody")}>{t("sending.nobody.text")}</Banner>}
          {recipients && recipients.length > 0 && <NumberChoices recipients={recipients} recipient={recipient} phone={phone} onChange={(lookup, e164) => setChosen({ lookup, phone: e164 })} />}
          {numbers.length > 1 && sender && (
            <Select label={t("sending.from")} value={sender.id} options={numbers.map((number) => ({ value: number.id, label: number.display_number, hint: hintOf(number), disabled: isStopped(number) }))} onChange={setFrom} />
          )}
          <TemplateChoices {...sending} />
        </div>
        <div className="send-template-preview">
          <LookChoice phone={look} onChange={setLook} />
          <TemplatePhone sender={sender?.verified_name ?? ""} phone={look} words={preview ?? { header: null, text: t("sending.chooseFirst"), footer: null, buttons: [] }} />
          <p className="quiet">{t("sending.previewHint")}</p>
        </div>
      </div>
    </Dialog>
  );
}

function usableOf({ phones }: Recipient): readonly RecipientPhone[] {
  return phones.filter((phone) => phone.e164 !== null);
}

interface NumberProps {
  readonly recipients: readonly Recipient[];
  readonly recipient: Recipient | undefined;
  readonly phone: string | null;
  readonly onChange: (lookup: Id | null, phone: string) => void;
}

/** The numbers of everybody the record leads to; those that cannot be used stay in sight. */
function NumberChoices({ recipients, recipient, phone, onChange }: NumberProps) {
  const group = useId();
  return (
    <fieldset className="number-choices">
      <legend>{t("sending.to")}</legend>
      {recipients.map((person) => (
        <div key={person.lookup ?? person.record} role="group" aria-label={person.name}>
          {person.lookup !== null && <p className="number-person"><b>{person.name}</b> <small>{person.lookup_label}</small></p>}
          {person.phones.length === 0 && <p className="quiet">{t("record.noNumber")}</p>}
          {person.phones.map((one) => (
            <label key={one.field} className="number-choice">
              <input type="radio" name={group} checked={one.e164 !== null && person === recipient && one.e164 === phone} disabled={one.e164 === null} onChange={() => one.e164 !== null && onChange(person.lookup, one.e164)} />
              <span><b>{one.e164 ?? one.typed}</b><small>{one.e164 === null ? `${one.label} · ${t("record.notANumber")}` : one.label}</small></span>
              {one.e164 === null && <Icon name="ban" size={16} />}
            </label>
          ))}
        </div>
      ))}
    </fieldset>
  );
}
