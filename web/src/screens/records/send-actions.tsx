import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Module, Record as CRMRecord } from "../../api/schema";
import { valueOf } from "../../fields/values";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { SplitButton } from "../../kit/menu-button";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { useConnected } from "../../state/channels";
import { changed } from "../../state/live";
import { useRight } from "../../state/rights";
import { useLoaded } from "../../state/loaded";
import { isPerson, leadsToPerson } from "./module-words";
import { fieldOfType } from "./record-values";

const SendTemplateDialog = later(() => import("../sending/send-template-dialog"));

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
}

/** A letter from the user's own mail program, and beside it the WhatsApp template. */
export function SendActions({ record, module }: Props) {
  const connected = useConnected();
  const maySend = useRight("send_messages");
  const [sending, setSending] = useState(false);
  const field = fieldOfType(module, "email");
  const address = field ? String(valueOf(record, field)).trim() : "";
  const fault = address ? undefined : t("record.noEmail");
  // Of a Lead the one thing to come to is its conversion.
  const variant = module.name === "Leads" ? "secondary" : "primary";
  const person = isPerson(module);
  const offers = connected && maySend;
  // Of other records, whom they lead to.
  const linked = useLoaded(`recipients of ${record.id} ${record.version}`, async () => (offers && field && !person && leadsToPerson(module) ? call("listRecipients", { path: { id: record.id } }) : null)).value?.recipients ?? [];
  const phones = person ? record.phones : linked.flatMap((one) => one.phones);
  const reachable = phones.some((phone) => phone.e164 !== null);
  const hindrance = reachable ? null : t(!person && linked.length === 0 ? "record.nobodyToSend" : phones.length === 0 ? (person ? "record.noNumber" : "record.nobodyHasNumber") : "record.noUsableNumber");

  const write = async () => {
    location.href = `mailto:${encodeURIComponent(address).replace("%40", "@")}`;
    try {
      await call("logEmail", { path: { id: record.id }, body: { to: address } });
      changed(`record/${record.id}`);
      toast({ text: t("record.emailLogged") });
    } catch (error) {
      toast({ text: sentenceFor(error), tone: "danger" });
    }
  };
  const dialog = sending && <SendTemplateDialog record={record} module={module} onClose={() => setSending(false)} />;
  // Without an address of its own there is no letter to write; whether anybody can be reached the dialog tells.
  if (!field) return offers ? <><Button icon="whatsapp" onClick={() => setSending(true)}>{t("record.sendTemplate")}</Button>{dialog}</> : null;
  if (!offers) return <Button variant={variant} icon="mail" disabled={!address} onClick={() => void write()}>{t("record.sendEmail")}</Button>;
  return (
    <>
      <SplitButton
        variant={variant}
        icon="mail"
        label={t("record.otherWays")}
        mainFault={fault}
        onClick={() => void write()}
        entries={[
          { label: t("record.sendTemplate"), icon: "whatsapp", disabled: !reachable, ...(hindrance === null ? {} : { hint: hindrance }), onSelect: () => setSending(true) },
        ]}
      >
        {t("record.sendEmail")}
      </SplitButton>
      {dialog}
    </>
  );
}
