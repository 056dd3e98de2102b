import { type KeyboardEvent, h, useEffect, useRef, useState } from "ui";
import { sentenceFor } from "../../api/problem";
import type { Field, RecordLink } from "../../api/schema";
import { FieldInput } from "../../fields/field-input";
import { type Value, sameValue, trimmed } from "../../fields/values";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { faultOf, problemAt } from "./record-form";

interface Props {
  readonly field: Field;
  /** What stands there when the change begins. */
  readonly before: Value;
  readonly link?: RecordLink | undefined;
  readonly onSave: (value: Value, before: Value) => Promise<void>;
  readonly onClose: () => void;
}

/** One value being changed in its place. Enter saves, Escape leaves it as it was. */
export default function FieldEditor({ field, before: start, link, onSave, onClose }: Props) {
  const [before] = useState(start);
  const [value, setValue] = useState(before);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>("input, textarea, [role=combobox]")?.focus(), []);

  const save = async () => {
    if (busy) return;
    const next = trimmed(value);
    const wrong = faultOf(field, next);
    if (wrong) {
      setFault(wrong);
      return;
    }
    if (sameValue(next, before)) {
      onClose();
      return;
    }
    setBusy(true);
    try {
      await onSave(next, before);
      onClose();
    } catch (error) {
      setFault(problemAt(error, field) ?? sentenceFor(error));
      setBusy(false);
    }
  };
  const key = (event: KeyboardEvent) => {
    // The Enter that ends an input method's composition is not ours.
    if (event.nativeEvent.isComposing) return;
    const target = event.target as HTMLElement;
    if (event.key === "Escape") {
      event.preventDefault();
      onClose();
    } else if (event.key === "Enter" && !target.matches("button, [aria-expanded=true]") && (field.type !== "textarea" || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <div ref={box} className="field-editor" onKeyDown={key}>
      <FieldInput bare field={field} value={value} link={link} error={fault} onChange={(next) => {
        setValue(next);
        setFault(undefined);
      }} />
      <div className="field-editor-buttons">
        <Button variant="ghost" onClick={onClose}>{t("dialog.cancel")}</Button>
        <Button variant="primary" busy={busy} onClick={() => void save()}>{t("save")}</Button>
      </div>
    </div>
  );
}
