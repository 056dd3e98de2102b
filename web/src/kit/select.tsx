import { type KeyboardEvent, h, useId, useRef, useState } from "ui";
import { Field, type FieldProps } from "./field";
import { Icon } from "./icon";
import { OptionList } from "./option-list";
import { type Option, stepOption } from "./options";
import { Popover } from "./popover";

interface Props<V extends string> extends FieldProps {
  readonly value: V | null;
  readonly options: readonly Option<V>[];
  readonly placeholder?: string;
  readonly large?: boolean;
  readonly onChange: (value: V) => void;
}

/** One of a few. For more than about ten, Combobox lets one type. */
export function Select<V extends string>(props: Props<V>) {
  const { label, value, options, placeholder, disabled, large, onChange } = props;
  const anchor = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const present = options.find((option) => option.value === value);

  const show = () => {
    setActive(Math.max(0, options.findIndex((option) => option.value === value)));
    setOpen(true);
  };
  const choose = (option: Option<V>) => {
    setOpen(false);
    if (option.value !== value) onChange(option.value);
  };
  const key = (event: KeyboardEvent) => {
    if (!open) {
      if (["ArrowDown", "ArrowUp", "Enter", " "].includes(event.key)) {
        event.preventDefault();
        show();
      }
      return;
    }
    const chosen = options[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") setActive(stepOption(options, active, event.key === "ArrowDown" ? 1 : -1));
    else if (event.key === "Home") setActive(stepOption(options, -1, 1));
    else if (event.key === "End") setActive(stepOption(options, 0, -1));
    else if ((event.key === "Enter" || event.key === " ") && chosen && !chosen.disabled) choose(chosen);
    else if (event.key.length === 1) {
      const hit = options.findIndex((option) => option.label.toLocaleLowerCase().startsWith(event.key.toLocaleLowerCase()));
      if (hit >= 0) setActive(hit);
      return;
    } else {
      if (event.key === "Tab") setOpen(false);
      return;
    }
    event.preventDefault();
  };
  return (
    <Field {...props}>
      {({ "aria-required": required, ...ties }) => (
        <div className={`input select ${large ? "large" : ""}`}>
          <button
            {...ties}
            ref={anchor}
            type="button"
            role="combobox"
            aria-label={`${label}: ${present?.label ?? placeholder ?? ""}`}
            aria-required={required}
            aria-haspopup="listbox"
            aria-expanded={open}
            aria-controls={open ? listId : undefined}
            aria-activedescendant={open ? `${listId}-${active}` : undefined}
            disabled={disabled}
            onClick={() => (open ? setOpen(false) : show())}
            onKeyDown={key}
          >
            {present?.start}
            <span className={present ? "select-value" : "select-value placeholder"}>{present?.label ?? placeholder}</span>
            {present?.hint && <span className="option-hint">{present.hint}</span>}
            <Icon name="chevron-down" size={16} />
          </button>
          {open && (
            <Popover anchor={anchor} matchWidth className="option-layer" onClose={() => setOpen(false)}>
              <OptionList id={listId} label={label} options={options} chosen={value} active={active} onActive={setActive} onChoose={choose} />
            </Popover>
          )}
        </div>
      )}
    </Field>
  );
}
