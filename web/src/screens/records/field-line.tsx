import { Fragment, h, useEffect, useRef, useState } from "ui";
import type { Field, Phone } from "../../api/schema";
import { t } from "../../i18n/t";
import { classes } from "../../kit/classes";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { later } from "../../later";
import { type Value, isBlank, webAddress, wordsOf } from "./record-values";

const FieldEditor = later(() => import("./field-editor"));

interface Props {
  readonly field: Field;
  readonly value: Value;
  readonly phone: Phone | undefined;
  /** `before` is what stood there when the change began. */
  readonly onSave: (value: Value, before: Value) => Promise<void>;
}

/** A value; the pencil makes an input of it. */
export function FieldLine({ field, value, phone, onSave }: Props) {
  const [editing, setEditing] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  const was = useRef(false);
  useEffect(() => {
    // The keyboard goes on where it began.
    if (was.current && !editing && document.activeElement === document.body) line.current?.querySelector<HTMLElement>("button")?.focus();
    was.current = editing;
  }, [editing]);
  return (
    <div ref={line} className={classes("field-line", editing && "editing", field.type === "textarea" && "whole")}>
      <dt>{field.label}</dt>
      {editing ? <dd><FieldEditor field={field} before={value} onSave={onSave} onClose={() => setEditing(false)} /></dd> : (
        <dd onDoubleClick={() => setEditing(true)}>
          <ShownValue field={field} value={value} phone={phone} />
          <IconButton size={24} icon="pencil" label={t("record.edit", { field: field.label })} onClick={() => setEditing(true)} />
        </dd>
      )}
    </div>
  );
}

function ShownValue({ field, value, phone }: Pick<Props, "field" | "value" | "phone">) {
  if (typeof value === "boolean") return <span>{t(value ? "record.yes" : "record.no")}</span>;
  if (isBlank(value)) return <span className="quiet">—</span>;
  if (field.type === "email") return <a href={`mailto:${value}`}>{value}</a>;
  if (field.type === "website") {
    const address = webAddress(value);
    return address ? <a href={address} target="_blank" rel="noopener noreferrer">{value}<Icon name="external-link" size={14} /></a> : <span>{value}</span>;
  }
  if (field.type === "phone") return <><span>{value}</span>{phone?.e164 === null && <small className="value-note">{t("record.notANumber")}</small>}</>;
  return <span className="value-text">{wordsOf(field, value)}</span>;
}
