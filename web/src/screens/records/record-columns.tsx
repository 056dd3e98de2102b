import { h } from "ui";
import type { Module, Record as CRMRecord } from "../../api/schema";
import { ShownValue } from "../../fields/shown-value";
import { isBlank, isNumber, valueOf } from "../../fields/values";
import { dayAndTime, listTime } from "../../i18n/format";
import { Avatar } from "../../kit/avatar";
import type { Column } from "../../kit/data-table";
import { Link } from "../../link";
import { serverNow } from "../../state/server-clock";
import { type SystemField, columnLabel, isSystemField } from "./column-labels";
import { recordPath } from "./record-paths";
import { TagChips } from "./tag-chips";

/** The columns of a view; a field that was removed meanwhile has none. */
export function columnsOf(module: Module, columns: readonly string[]): readonly Column<CRMRecord>[] {
  const known = columns.filter((column) => isSystemField(column) || module.fields.some((field) => field.id === column));
  // Something must lead to the record.
  const all = known.includes("name") ? known : ["name", ...known];
  return all.map((column) => (isSystemField(column) ? systemColumn(module, column) : fieldColumn(module, column)));
}

function fieldColumn(module: Module, id: string): Column<CRMRecord> {
  const field = module.fields.find((one) => one.id === id);
  if (!field) return { key: id, label: "", cell: () => null };
  return {
    key: id, label: field.label, sortable: field.is_sortable, number: isNumber(field.type),
    cell: (record) => {
      const value = valueOf(record, field);
      return isBlank(value) ? null : <ShownValue field={field} value={value} links={record.links} />;
    },
  };
}

function systemColumn(module: Module, key: SystemField): Column<CRMRecord> {
  return { key, label: columnLabel(module, key), sortable: key === "name" || key.endsWith("_time"), cell: (record) => systemCell(record, key) };
}

function systemCell(record: CRMRecord, key: SystemField) {
  switch (key) {
    case "name":
      return <Link to={recordPath(record.module, record.id)} className="name-link"><Avatar name={record.name} seed={record.id} size={24} /><span>{record.name}</span></Link>;
    case "owner":
      return <span className="no-wrap">{record.owner.name}</span>;
    case "created_by":
      return <span className="no-wrap">{record.created_by?.name}</span>;
    case "tags":
      return <TagChips tags={record.tags} />;
    case "modified_by":
      return <span className="no-wrap">{record.updated_by?.name}</span>;
    default: {
      const time = key === "created_time" ? record.created_at : record.updated_at;
      return <time className="quiet no-wrap" dateTime={time} title={dayAndTime(time)}>{listTime(time, serverNow())}</time>;
    }
  }
}
