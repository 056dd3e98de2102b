import { h, useEffect, useRef } from "ui";
import type { Field } from "../api/schema";
import { t } from "../i18n/t";
import { classes } from "../kit/classes";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly typed: string;
  readonly fields: readonly Field[];
  readonly active: number;
  readonly sampleOf: ((field: Field) => string) | undefined;
  readonly onActive: (index: number) => void;
  readonly onTake: (field: Field) => void;
}

/** The fields that `#` offers. The focus stays in the text. */
export function MergeFieldList({ id, label, typed, fields, active, sampleOf, onActive, onTake }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#${CSS.escape(`${id}-${active}`)}`)?.scrollIntoView({ block: "nearest" });
  }, [id, active]);
  return (
    <div className="merge-picker" onMouseDown={(event) => event.preventDefault()}>
      <div className="merge-picker-head"><span>{label}</span>{typed && <kbd className="kbd">{typed}</kbd>}</div>
      <div ref={list} className="option-list" role="listbox" id={id} aria-label={label} tabIndex={0}>
        {fields.map((field, index) => (
          <div
            key={field.name}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes("option", index === active && "active")}
            onPointerMove={() => index !== active && onActive(index)}
            onClick={() => onTake(field)}
          >
            <span className="option-label">{field.label}</span>
            <span className="option-hint">{sampleOf?.(field)}</span>
          </div>
        ))}
      </div>
      <div className="merge-picker-keys" aria-hidden="true">
        <kbd className="kbd">↑↓</kbd>{t("merge.choose")}<kbd className="kbd">Enter</kbd>{t("merge.take")}<kbd className="kbd">Esc</kbd>{t("merge.leave")}
      </div>
    </div>
  );
}
