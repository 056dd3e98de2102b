import { h, useState } from "ui";
import type { Field, Module, Record as CRMRecord } from "../../api/schema";
import { wordsOf } from "../../fields/field-words";
import { type Value, valueOf } from "../../fields/values";
import { momentWords } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Icon } from "../../kit/icon";
import { later } from "../../later";
import { navigate } from "../../router";
import { serverNow } from "../../state/server-clock";
import { QUOTES } from "../quotes/quote-paths";
import { Crumbs } from "../settings/settings-page";
import { ListPosition } from "./list-position";
import { useListState } from "./list-state";
import { modulePath } from "./record-paths";
import { companyOf, firstPhone } from "./record-values";
import { RecordStages } from "./stage-bar";
import { TagChips } from "./tag-chips";

const OwnerDialog = later(() => import("./owner-dialog"));
const QuoteActions = later(() => import("../quotes/quote-actions"));
const SearchButton = later(() => import("../../shell/search-button"));
const RecordActions = later(() => import("./record-actions"));

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
}

interface HeaderProps extends Props {
  readonly onSave: (field: Field, value: Value, before: Value) => Promise<void>;
  readonly onChanged: (record: CRMRecord) => void;
}

/** The field of the stages of a deal or a quote. */
function stageField(module: Module): Field | undefined {
  return module.name === "Deals" || module.name === QUOTES ? module.fields.find((field) => field.name === "stage" && field.type === "picklist") : undefined;
}

export function RecordHeader({ record, module, onSave, onChanged }: HeaderProps) {
  const [, setList] = useListState(module.name);
  const stage = stageField(module);
  const [giving, setGiving] = useState(false);
  const title = module.fields.find((field) => field.name.toLowerCase() === "title");
  const about = [title ? wordsOf(title, valueOf(record, title), record.links) : "", companyOf(record, module)].filter(Boolean).join(" · ");
  const phone = firstPhone(record);
  const find = (tag: string) => {
    setList({ view: null, draft: { criteria: { rows: [{ field: "tags", operator: "include_any", values: [tag] }] } } });
    navigate(modulePath(module.name));
  };
  return (
    <header className="record-header">
      <div className="record-header-inside">
        <div className="record-way">
          <Crumbs crumbs={[{ label: module.label, to: modulePath(module.name) }, { label: record.name }]} />
          <ListPosition record={record} />
          <SearchButton />
        </div>
        <div className="record-head">
          <Avatar name={record.name} seed={record.id} size={48} />
          <div className="record-who">
            <div className="record-title"><h1>{record.name}</h1><TagChips tags={record.tags} onFind={find} /></div>
            <p>
              {about && <span>{about}</span>}
              {phone && <span><Icon name="phone" size={14} />{phone}</span>}
              {record.is_writable ? <button type="button" className="record-owner" aria-haspopup="dialog" onClick={() => setGiving(true)}><Icon name="user" size={14} />{t("record.ownedBy", { name: record.owner.name })}<Icon name="chevron-down" size={14} /></button> : <span><Icon name="user" size={14} />{t("record.ownedBy", { name: record.owner.name })}</span>}
              <span><Icon name="clock" size={14} />{t("record.changedAt", { time: momentWords(record.updated_at, serverNow()) })}</span>
            </p>
          </div>
          {module.name === QUOTES && <QuoteActions record={record} />}
          {record.conversion === null && (
            <div className="record-acts">
              <RecordActions record={record} module={module} onChanged={onChanged} />
            </div>
          )}
        </div>
        {stage && record.conversion === null && <RecordStages field={stage} value={valueOf(record, stage)} fixed={!record.is_writable || stage.is_read_only} onSave={(value, before) => onSave(stage, value, before)} />}
      </div>
      {giving && <OwnerDialog record={record} module={module} onClose={() => setGiving(false)} />}
    </header>
  );
}
