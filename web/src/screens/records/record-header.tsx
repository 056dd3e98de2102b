import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Field, Module, Record as CRMRecord } from "../../api/schema";
import { wordsOf } from "../../fields/field-words";
import { type Value, valueOf } from "../../fields/values";
import { momentWords } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { SplitButton } from "../../kit/menu-button";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { useConnected } from "../../state/channels";
import { changed } from "../../state/live";
import { useRight } from "../../state/rights";
import { serverNow } from "../../state/server-clock";
import { Crumbs } from "../settings/settings-page";
import { isPerson } from "./module-words";
import { modulePath } from "./record-paths";
import { companyOf, fieldOfType, firstPhone } from "./record-values";
import { RecordStages } from "./stage-bar";

const OwnerDialog = later(() => import("./owner-dialog"));
const SendTemplateDialog = later(() => import("../sending/send-template-dialog"));

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
}

interface HeaderProps extends Props {
  readonly onSave: (field: Field, value: Value, before: Value) => Promise<void>;
}

/** The field of a deal's stages. */
function stageField(module: Module): Field | undefined {
  return module.name === "Deals" ? module.fields.find((field) => field.name === "stage" && field.type === "picklist") : undefined;
}

export function RecordHeader({ record, module, onSave }: HeaderProps) {
  const stage = stageField(module);
  const [giving, setGiving] = useState(false);
  const writes = isPerson(module) || fieldOfType(module, "email") !== undefined;
  const title = module.fields.find((field) => field.name.toLowerCase() === "title");
  const about = [title ? wordsOf(title, valueOf(record, title), record.links) : "", companyOf(record, module)].filter(Boolean).join(" · ");
  const phone = firstPhone(record);
  return (
    <header className="record-header">
      <div className="record-header-inside">
        <Crumbs crumbs={[{ label: module.label, to: modulePath(module.name) }, { label: record.name }]} />
        <div className="record-head">
          <Avatar name={record.name} seed={record.id} size={48} />
          <div className="record-who">
            <h1>{record.name}</h1>
            <p>
              {about && <span>{about}</span>}
              {phone && <span><Icon name="phone" size={14} />{phone}</span>}
              {record.is_writable ? <button type="button" className="record-owner" aria-haspopup="dialog" onClick={() => setGiving(true)}><Icon name="user" size={14} />{t("record.ownedBy", { name: record.owner.name })}<Icon name="chevron-down" size={14} /></button> : <span><Icon name="user" size={14} />{t("record.ownedBy", { name: record.owner.name })}</span>}
              <span><Icon name="clock" size={14} />{t("record.changedAt", { time: momentWords(record.updated_at, serverNow()) })}</span>
            </p>
          </div>
          {writes && record.is_writable && <SendActions record={record} module={module} />}
        </div>
        {stage && <RecordStages field={stage} fixed={!record.is_writable || stage.is_read_only} value={valueOf(record, stage)} onSave={(value, before) => onSave(stage, value, before)} />}
      </div>
      {giving && <OwnerDialog record={record} module={module} onClose={() => setGiving(false)} />}
    </header>
  );
}

/** A letter from the user's own mail program, and beside it the WhatsApp template. */
function SendActions({ record, module }: Props) {
  const connected = useConnected();
  const maySend = useRight("send_messages");
  const [sending, setSending] = useState(false);
  const field = fieldOfType(module, "email");
  const address = field ? String(valueOf(record, field)).trim() : "";
  const fault = address ? undefined : t("record.noEmail");
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
  if (!connected || !maySend || !isPerson(module)) return <Button variant="primary" icon="mail" disabled={!address} onClick={() => void write()}>{t("record.sendEmail")}</Button>;
  return (
    <>
      <SplitButton
        variant="primary"
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
