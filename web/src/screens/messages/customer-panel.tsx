import { Fragment, h } from "ui";
import { call } from "../../api/client";
import type { Conversation, Id } from "../../api/schema";
import { ShownValue } from "../../fields/shown-value";
import { isBlank, valueOf } from "../../fields/values";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { Link } from "../../link";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModule } from "../../state/modules";
import { recordPath } from "../records/record-paths";
import { companyOf, sectionsOf } from "../records/record-values";

/** Who the conversation is with, as the record knows them. */
export default function CustomerPanel({ conversation, onClose }: { readonly conversation: Conversation; readonly onClose: () => void }) {
  const { person, record } = conversation;
  return (
    <>
      <header className="zone-head">
        <h2>{t("messages.customer")}</h2>
        {record && <Link to={recordPath(record.module, record.id)} className="button ghost"><Icon name="external-link" size={16} />{t("messages.openRecord")}</Link>}
        <IconButton icon="x" label={t("messages.hideCustomer")} onClick={onClose} />
      </header>
      {record ? <Facts id={record.id} /> : (
        <div className="customer-card">
          <Avatar name={person.name} seed={conversation.id} size={48} />
          <div><h3>{person.name}</h3><p>{person.phone ?? (person.username ? `@${person.username}` : t("messages.usernameOnly"))}</p></div>
          <p className="customer-none">{t("messages.noRecord.short")}</p>
        </div>
      )}
      <OtherRecords key={conversation.id} conversation={conversation} />
      {conversation.may_reply && <div className="customer-end"><BlockPerson key={conversation.id} conversation={conversation} /></div>}
    </>
  );
}

const BlockPerson = later(() => import("./block-person"));
const OtherRecords = later(() => import("./other-records"));

function Facts({ id }: { readonly id: Id }) {
  const record = useLoaded(`record ${id}`, () => call("getRecord", { path: { id } }));
  const module = useModule(record.value?.module ?? "");
  useLive(`record/${id}`, record.reload);
  if (!record.value || !module) return <div className="padded"><Skeleton rows={4} /></div>;
  const known = record.value;
  const filled = module.fields.filter((field) => field.type !== "boolean" && !isBlank(valueOf(known, field)));
  return (
    <>
      <div className="customer-card">
        <Avatar name={known.name} seed={known.id} size={48} />
        <div><h3>{known.name}</h3><p>{[module.singular, companyOf(known, module)].filter(Boolean).join(" · ")}</p></div>
      </div>
      {sectionsOf(filled, module.sections).map((section) => (
        <section key={section.label}>
          <h3>{section.label}</h3>
          <dl>
            {section.fields.map((field) => <div key={field.name}><dt>{field.label}</dt><dd><ShownValue field={field} value={valueOf(known, field)} links={known.links} phone={known.phones.find((phone) => phone.field === field.name)} /></dd></div>)}
          </dl>
        </section>
      ))}
      <section><dl><div><dt>{t("records.owner")}</dt><dd><Avatar name={known.owner.name} seed={known.owner.id} size={18} />{known.owner.name}</dd></div></dl></section>
    </>
  );
}
