import { h, useId, useState } from "ui";
import type { BusinessNumber, Id, Module, Record as CRMRecord } from "../../api/schema";
import { clockTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";
import { PhonePreview } from "../../kit/phone-preview";
import { Select } from "../../kit/select";
import { toast } from "../../kit/toast";
import { isConnected, numbersOf, useChannels } from "../../state/channels";
import { serverNow } from "../../state/server-clock";
import { TemplateChoices } from "./template-choices";
import { TemplateNotes } from "./template-notes";
import { useTemplateSending } from "./template-sending";

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly onClose: () => void;
}

/** One template to one number of one record, seen before it goes. */
export default function SendTemplateDialog({ record, module, onClose }: Props) {
  const group = useId();
  const channels = useChannels();
  const numbers = numbersOf(channels);
  const accounts = (channels ?? []).filter(isConnected);
  // What tells the numbers apart: their accounts, or within one account what people see them called.
  const hintOf = (number: BusinessNumber) =>
    accounts.length > 1 ? accounts.find((one) => one.numbers.some((held) => held.id === number.id))?.nickname : number.verified_name;
  const usable = record.phones.filter((phone) => phone.e164 !== null);
  const [phone, setPhone] = useState<string | null>(usable[0]?.e164 ?? null);
  const [from, setFrom] = useState<Id | null>(null);
  const sender = numbers.find((number) => number.id === from) ?? numbers[0];
  const sending = useTemplateSending({ record: record.id, module: module.name, phone, businessNumber: sender?.id });

  const send = async () => {
    const message = await sending.send();
    if (!message) return;
    onClose();
    toast({ text: t("sending.sent", { name: record.name }), link: { label: t("sending.viewConversation"), to: `/messages/${message.conversation}` } });
  };
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
          <TemplateNotes sending={sending} />
          <fieldset className="number-choices">
            <legend>{t("sending.to")}</legend>
            {record.phones.map((one) => (
              <label key={one.field} className="number-choice">
                <input type="radio" name={group} checked={one.e164 !== null && one.e164 === phone} disabled={one.e164 === null} onChange={() => setPhone(one.e164)} />
                <span><b>{one.e164 ?? one.typed}</b><small>{one.e164 === null ? `${one.label} · ${t("record.notANumber")}` : one.label}</small></span>
                {one.e164 === null && <Icon name="ban" size={16} />}
              </label>
            ))}
          </fieldset>
          {numbers.length > 1 && sender && (
            <Select label={t("sending.from")} value={sender.id} options={numbers.map((number) => ({ value: number.id, label: number.display_number, hint: hintOf(number) }))} onChange={setFrom} />
          )}
          <TemplateChoices {...sending} />
        </div>
        <div className="send-template-preview">
          <PhonePreview sender={sender?.verified_name ?? ""} time={clockTime(serverNow())} look="light" body={sending.preview?.text ?? t("sending.chooseFirst")} />
          <p className="quiet">{t("sending.previewHint")}</p>
        </div>
      </div>
    </Dialog>
  );
}
