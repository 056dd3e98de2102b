import { h, useEffect, useRef, useState } from "ui";
import { sentenceFor } from "../../api/problem";
import type { Field, Phone } from "../../api/schema";
import { ShownValue } from "../../fields/shown-value";
import type { Links, Value } from "../../fields/values";
import { t } from "../../i18n/t";
import { classes } from "../../kit/classes";
import { IconButton } from "../../kit/icon-button";
import { Switch } from "../../kit/switch";
import { toast } from "../../kit/toast";
import { later } from "../../later";

const FieldEditor = later(() => import("./field-editor"));

interface Props {
  readonly field: Field;
  /** The reader may not change it. */
  readonly fixed: boolean;
  readonly value: Value;
  readonly links: Links;
  readonly phone: Phone | undefined;
  /** `before` is what stood there when the change began. */
  readonly onSave: (value: Value, before: Value) => Promise<void>;
}

/** A value; the pencil makes an input of it. What has two states only is switched at once. */
export function FieldLine({ field, fixed, value, links, phone, onSave }: Props) {
  const [editing, setEditing] = useState(false);
  const line = useRef<HTMLDivElement>(null);
  const was = useRef(false);
  useEffect(() => {
    // The keyboard goes on where it began.
    if (was.current && !editing && document.activeElement === document.body) line.current?.querySelector<HTMLElement>("button")?.focus();
    was.current = editing;
  }, [editing]);
  const flip = (on: boolean) => onSave(on, value).catch((error: unknown) => toast({ text: sentenceFor(error), tone: "danger" }));
  return (
    <div ref={line} className={classes("field-line", editing && "editing", field.type === "textarea" && "whole")}>
      <dt>{field.label}</dt>
      {editing ? <dd><FieldEditor field={field} before={value} link={links[field.name]} onSave={onSave} onClose={() => setEditing(false)} /></dd> : (
        <dd onDoubleClick={() => !fixed && typeof value !== "boolean" && setEditing(true)}>
          {typeof value === "boolean" && !fixed ? <Switch bare label={field.label} on={value} onChange={(on) => void flip(on)} /> : <ShownValue field={field} value={value} links={links} phone={phone} />}
          {!fixed && typeof value !== "boolean" && <IconButton size={24} icon="pencil" label={t("record.edit", { field: field.label })} onClick={() => setEditing(true)} />}
        </dd>
      )}
    </div>
  );
}
