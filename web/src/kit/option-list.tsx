import { h, useEffect, useRef } from "ui";
import { t } from "../i18n/t";
import { classes } from "./classes";
import { Icon } from "./icon";
import type { Option } from "./options";

interface Props<V extends string> {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option<V>[];
  /** One, or as many as are chosen. */
  readonly chosen: V | null | readonly V[];
  /** Index the keyboard stands at. */
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onChoose: (option: Option<V>) => void;
}

/** The list below a Select or Combobox. The focus stays in the field; `active` is told by aria-activedescendant. */
export function OptionList<V extends string>({ id, label, options, chosen, active, onActive, onChoose }: Props<V>) {
  const list = useRef<HTMLDivElement>(null);
  const opened = useRef(false);
  const many = typeof chosen !== "string" && chosen !== null;
  const has = (value: V) => (many ? chosen.includes(value) : value === chosen);
  useEffect(() => {
    // At first the present value stands in the middle, with its neighbours around it.
    list.current?.querySelector(`#${CSS.escape(`${id}-${active}`)}`)?.scrollIntoView({ block: opened.current ? "nearest" : "center" });
    opened.current = true;
  }, [id, active]);
  if (options.length === 0) return <div className="option-none" role="status">{t("select.none")}</div>;
  return (
    <div ref={list} className="option-list" role="listbox" id={id} aria-label={label} aria-multiselectable={many || undefined} tabIndex={-1}>
      {options.map((option, index) => (
        <div
          key={option.value}
          id={`${id}-${index}`}
          role="option"
          aria-selected={has(option.value)}
          aria-disabled={option.disabled || undefined}
          className={classes("option", index === active && "active")}
          onPointerMove={() => index !== active && onActive(index)}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => !option.disabled && onChoose(option)}
        >
          {option.start}
          <span className="option-label">{option.label}</span>
          {option.hint && <span className="option-hint">{option.hint}</span>}
          {has(option.value) && <Icon name="check" size={16} />}
        </div>
      ))}
    </div>
  );
}
