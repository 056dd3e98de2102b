import { Fragment, h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { ConversionMatch, ConversionPreview, Field, Module, Record as CRMRecord } from "../../api/schema";
import { LaterFieldInput as FieldInput } from "../../fields/later-field-input";
import { UserInput } from "../../fields/user-input";
import { type Value, isBlank } from "../../fields/values";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { RadioCards } from "../../kit/radio-cards";
import { Skeleton } from "../../kit/skeleton";
import { Switch } from "../../kit/switch";
import { toast } from "../../kit/toast";
import { navigate } from "../../router";
import { useLoaded } from "../../state/loaded";
import { changed } from "../../state/live";
import { useModule } from "../../state/modules";
import { problemAt, useRecordForm } from "./record-form";
import { recordPath } from "./record-paths";

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly onClose: () => void;
}

/** The choice of a record that is there, of a new one, or of none. */
type Choice = "new" | "none" | `id:${string}`;

/** What a Lead becomes: which Contact and Account, with or without a Deal; and what stays behind. */
export default function ConvertDialog({ record, module, onClose }: Props) {
  const preview = useLoaded(`conversion of ${record.id}`, () => call("previewConversion", { path: { id: record.id } }));
  const deals = useModule("Deals");
  if (preview.value && deals) return <Form record={record} deals={deals} preview={preview.value} onClose={onClose} />;
  return (
    <Dialog wide title={t("convert.title", { name: record.name })} onClose={onClose} footer={<Button onClick={onClose}>{t("dialog.cancel")}</Button>}>
      {preview.error === null ? <Skeleton rows={5} /> : <Fault error={preview.error} record={record} module={module} onClose={onClose} />}
    </Dialog>
  );
}

/** Somebody else was quicker: the Lead's page says what it became. */
function Fault({ error, record, onClose }: Props & { readonly error: unknown }) {
  const done = error instanceof ProblemError && error.code === "already_converted";
  const open = () => {
    onClose();
    changed(`record/${record.id}`);
  };
  return <Banner tone={done ? "info" : "danger"} live {...(done ? { action: <Button variant="link" onClick={open}>{t("convert.open")}</Button> } : {})}>{done ? t("convert.already") : sentenceFor(error)}</Banner>;
}

interface FormProps {
  readonly record: CRMRecord;
  readonly deals: Module;
  readonly preview: ConversionPreview;
  readonly onClose: () => void;
}

const dealFields = ["deal_name", "stage", "amount", "closing_date"];

function Form({ record, deals, preview, onClose }: FormProps) {
  const fields = dealFields.flatMap((name) => deals.fields.filter((field) => field.name === name));
  const [contact, setContact] = useState<Choice>(preview.contacts[0] ? `id:${preview.contacts[0].id}` : "new");
  const [account, setAccount] = useState<Choice>(preview.accounts[0] ? `id:${preview.accounts[0].id}` : preview.account_name === null ? "none" : "new");
  const [withDeal, setWithDeal] = useState(false);
  const [owner, setOwner] = useState(preview.owner.id);
  const deal = useRecordForm(fields, { deal_name: t("convert.dealName", { company: preview.account_name ?? record.name }) });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const target = (choice: Choice) => (choice === "none" ? null : choice === "new" ? {} : { id: choice.slice(3) });
  const makes = contact === "new" || account === "new" || withDeal;

  const convert = async () => {
    if (busy || (withDeal && !deal.check())) return;
    setBusy(true);
    setError(null);
    try {
      const lead = await call("convertLead", {
        path: { id: record.id },
        body: { contact: target(contact) ?? {}, account: target(account), deal: withDeal ? { values: deal.filled() } : null, owner },
      });
      const made = lead.conversion?.contact;
      onClose();
      changed("records");
      changed(`record/${record.id}`);
      toast({ text: t("convert.done", { name: made?.name ?? record.name }) });
      if (made) navigate(recordPath("Contacts", made.id));
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const dealFault = (field: Field) => {
    const said = error instanceof ProblemError && error.problem.field === `deal.${field.name}` ? sentenceFor(error) : undefined;
    return said ?? problemAt(error, field) ?? deal.faultOf(field);
  };
  const known = error instanceof ProblemError && fields.some((field) => error.problem.field === `deal.${field.name}`);
  return (
    <Dialog
      wide
      title={t("convert.title", { name: record.name })}
      onClose={onClose}
      onSubmit={() => void convert()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy} icon="arrow-left-right">{t("convert.submit")}</Button>]}
    >
      <div className="dialog-form convert-form">
        {error !== null && !known && <Fault error={error} record={record} module={deals} onClose={onClose} />}
        <p className="quiet">{t("convert.moves")}</p>
        <RadioCards<Choice> label={t("convert.contact")} value={contact} cards={[...cardsOf(preview.contacts), { value: "new", label: t("convert.contact.new", { name: record.name }) }]} onChange={setContact} />
        <RadioCards<Choice> label={t("convert.account")} value={account} cards={[
          ...cardsOf(preview.accounts),
          ...(preview.account_name === null ? [] : [{ value: "new" as const, label: t("convert.account.new", { name: preview.account_name }) }]),
          { value: "none", label: t("convert.account.none") },
        ]} onChange={setAccount} />
        <Switch label={t("convert.deal")} on={withDeal} onChange={setWithDeal} />
        {withDeal && <div className="form-grid">{fields.map((field) => <FieldInput key={field.name} field={field} value={deal.valueOf(field)} error={dealFault(field)} onChange={(value: Value) => deal.set(field, value)} />)}</div>}
        {makes && <UserInput required label={t("convert.owner")} value={owner} name={preview.owner.name} onChange={setOwner} />}
        <Lost preview={preview} account={account} withDeal={withDeal} />
      </div>
    </Dialog>
  );
}

function cardsOf(matches: readonly ConversionMatch[]) {
  return matches.map((match) => ({ value: `id:${match.id}` as const, label: match.name, hint: t(`convert.match.${match.reason}`) }));
}

/** What arrives nowhere, as it is chosen now. */
function Lost({ preview, account, withDeal }: { readonly preview: ConversionPreview; readonly account: Choice; readonly withDeal: boolean }) {
  const arrives = (to: ConversionPreview["values"][number]["goes_to"][number]) => to === "contact" || (to === "account" ? account !== "none" : withDeal);
  const lost = preview.values.filter((value) => !value.goes_to.some(arrives)).map((value) => value.label);
  return isBlank(lost.join("")) ? null : <Banner tone="info"><Fragment>{t("convert.lost")} <b>{lost.join(t("list.and"))}</b></Fragment></Banner>;
}
