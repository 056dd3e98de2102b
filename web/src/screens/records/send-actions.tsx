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
import { isPerson } from "./module-words";
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
  const reachable = record.phones.some((phone) => phone.e164 !== null);

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
  if (!connected || !maySend || !isPerson(module)) return <Button variant={variant} icon="mail" disabled={!address} onClick={() => void write()}>{t("record.sendEmail")}</Button>;
  return (
    <>
      <SplitButton
        variant={variant}
        icon="mail"
        label={t("record.otherWays")}
        mainFault={fault}
        onClick={() => void write()}
        entries={[
          { label: t("record.sendTemplate"), icon: "whatsapp", disabled: !reachable, ...(reachable ? {} : { hint: t(record.phones.length === 0 ? "record.noNumber" : "record.noUsableNumber") }), onSelect: () => setSending(true) },
        ]}
      >
        {t("record.sendEmail")}
      </SplitButton>
      {sending && <SendTemplateDialog record={record} module={module} onClose={() => setSending(false)} />}
    </>
  );
}
