import { type KeyboardEvent, h, useId, useMemo, useRef, useState } from "ui";
import { t } from "../i18n/t";
import { Chip } from "./chip";
import { Field, type FieldProps } from "./field";
import { OptionList } from "./option-list";
import { type Option, searchOptions, stepOption } from "./options";
import { Popover } from "./popover";

interface Props extends FieldProps {
  readonly value: readonly string[];
  readonly options: readonly Option[];
  readonly placeholder?: string | undefined;
  /** What is typed becomes a value of its own by Enter. */
  readonly free?: boolean;
  readonly onChange: (value: readonly string[]) => void;
}

/** Some of many, as chips: typing searches, Enter adds or takes away, Backspace takes the last one away. */
export function MultiCombobox(props: Props) {
  const { label, value, options, placeholder, disabled, free, onChange } = props;
  const anchor = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const hits = useMemo(() => searchOptions(options, typed), [options, typed]);
  const listed = open && !(free && hits.length === 0);

  const toggle = (one: string) => {
    setTyped("");
    onChange(value.includes(one) ? value.filter((held) => held !== one) : [...value, one]);
  };
  const addTyped = () => {
    const text = typed.trim();
    setTyped("");
    if (text !== "" && !value.includes(text)) onChange([...value, text]);
  };
  const leave = () => {
    setOpen(false);
    if (free) addTyped();
    else setTyped("");
  };
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const chosen = hits[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) setActive(stepOption(hits, active, event.key === "ArrowDown" ? 1 : -1));
      else setOpen(true);
    } else if (event.key === "Enter" && free && typed.trim() !== "") {
      event.preventDefault();
      addTyped();
    } else if (event.key === "Enter" && listed) {
      event.preventDefault();
      if (chosen && !chosen.disabled) toggle(chosen.value);
    } else if (event.key === "Backspace" && typed === "" && value.length > 0) onChange(value.slice(0, -1));
    else if (event.key === "Tab") leave();
  };
  return (
    <Field {...props}>
      {(ties) => (
        <div ref={anchor} className="input multi" onClick={() => input.current?.focus()} role="presentation">
          {value.map((one) => {
            const option = options.find((held) => held.value === one);
            const name = option?.label ?? one;
            return <Chip key={one} onRemove={{ name, remove: () => onChange(value.filter((held) => held !== one)) }}>{option?.start}{name}</Chip>;
          })}
          <input
            {...ties}
            ref={input}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={listed}
            aria-controls={listed && hits.length > 0 ? listId : undefined}
            aria-activedescendant={listed && hits.length > 0 ? `${listId}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            disabled={disabled}
            placeholder={value.length === 0 ? placeholder ?? (free ? undefined : t("select.choose")) : undefined}
            value={typed}
            onClick={() => setOpen(true)}
            onKeyDown={key}
            onBlur={() => free && addTyped()}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
              setOpen(true);
            }}
          />
          {listed && (
            <Popover anchor={anchor} matchWidth className="option-layer" onClose={leave}>
              <OptionList id={listId} label={label} options={hits} chosen={value} active={active} onActive={setActive} onChoose={(option) => toggle(option.value)} />
            </Popover>
          )}
        </div>
      )}
    </Field>
  );
}
