import { h, useState } from "ui";
import type { Field, FieldType, Module } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";
import { later } from "../../later";
import { fieldTypes } from "./field-types";

const FieldForm = later(() => import("./field-form"));

interface Props {
  readonly module: Module;
  /** The field that is changed; null adds one. */
  readonly field: Field | null;
  readonly onClose: () => void;
}

/** First what a new field holds, then what it is called and asks for. */
export default function FieldDialog({ module, field, onClose }: Props) {
  const [type, setType] = useState<FieldType | null>(field?.type ?? null);
  if (type !== null) return <FieldForm module={module} field={field} type={type} onBack={field ? null : () => setType(null)} onClose={onClose} />;
  return (
    <Dialog wide title={t("shaping.type.choose")} onClose={onClose} footer={<Button onClick={onClose}>{t("dialog.cancel")}</Button>}>
      <ul className="type-choices">
        {fieldTypes.map((one) => (
          <li key={one.type}>
            <button type="button" onClick={() => setType(one.type)}>
              <Icon name={one.icon} size={20} />
              <span><b>{t(`shaping.type.${one.type}`)}</b><small>{t(`shaping.type.${one.type}.text`)}</small></span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
