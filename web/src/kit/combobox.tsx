import { type KeyboardEvent, h, useId, useMemo, useRef, useState } from "ui";
import { t } from "../i18n/t";
import { Field, type FieldProps } from "./field";
import { Icon } from "./icon";
import { OptionList } from "./option-list";
import { type Option, searchOptions, stepOption } from "./options";
import { Popover } from "./popover";
import { Spinner } from "./spinner";

interface Props<V extends string> extends FieldProps {
  readonly value: V | null;
  readonly options: readonly Option<V>[];
  readonly placeholder?: string | undefined;
  /** The value's option where `options` may lack it, as when they are hits of a search. */
  readonly present?: Option<V> | undefined;
  /** Somebody else searches: `options` are then the hits for what was typed, blank when it opens. */
  readonly onSearch?: (typed: string) => void;
  /** The hits for what was typed are not there yet. */
  readonly searching?: boolean;
  readonly autoFocus?: boolean | undefined;
  readonly onChange: (value: V) => void;
}

/** More are told by typing on; drawing four hundred zones at each key would be felt. */
const MOST_SHOWN = 100;

/** One of many: typing searches label and hint, the arrows walk, Enter takes, Escape leaves the value as it was. */
export function Combobox<V extends string>(props: Props<V>) {
  const { label, value, options, placeholder, disabled, onSearch, searching, autoFocus, onChange } = props;
  const anchor = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const present = options.find((option) => option.value === value) ?? props.present;
  const searches = onSearch !== undefined;
  const hits = useMemo(() => {
    if (searches) return options;
    const found = searchOptions(options, typed);
    if (typed !== "" || found.length <= MOST_SHOWN) return found.slice(0, MOST_SHOWN);
    // Opened without typing: the present value with its neighbours.
    const at = Math.max(0, found.findIndex((option) => option.value === value) - MOST_SHOWN / 2);
    return found.slice(at, at + MOST_SHOWN);
  }, [options, typed, value, searches]);

  const show = () => {
    if (open || disabled) return;
    setTyped("");
    setOpen(true);
    onSearch?.("");
    const found = options.length <= MOST_SHOWN ? options : hits;
    setActive(Math.max(0, found.findIndex((option) => option.value === value)));
  };
  const hide = () => {
    setOpen(false);
    setTyped("");
  };
  const choose = (option: Option<V>) => {
    hide();
    if (option.value !== value) onChange(option.value);
  };
  const key = (event: KeyboardEvent) => {
    // Enter also ends a Chinese input method's composition; that one is not ours.
    if (event.nativeEvent.isComposing) return;
    const chosen = hits[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) setActive(stepOption(hits, active, event.key === "ArrowDown" ? 1 : -1));
      else show();
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (chosen && !chosen.disabled) choose(chosen);
    } else if (event.key === "Tab") hide();
  };
  return (
    <Field {...props}>
      {(ties) => (
        <div ref={anchor} className="input combobox">
          <input
            {...ties}
            ref={input}
            role="combobox"
            aria-autocomplete="list"
            aria-expanded={open}
            aria-controls={open && hits.length > 0 ? listId : undefined}
            aria-activedescendant={open && hits.length > 0 ? `${listId}-${active}` : undefined}
            autoComplete="off"
            spellCheck={false}
            disabled={disabled}
            placeholder={present?.label ?? placeholder}
            value={open ? typed : present?.label ?? ""}
            onClick={show}
            onKeyDown={key}
            data-autofocus={autoFocus || undefined}
            onCompositionEnd={(event) => onSearch?.(event.currentTarget.value)}
            onChange={(event) => {
              setTyped(event.target.value);
              setActive(0);
              setOpen(true);
              // Half a syllable of an input method finds nothing.
              if (!(event.nativeEvent as InputEvent).isComposing) onSearch?.(event.target.value);
            }}
          />
          {!open && present?.start && <span className="combobox-start">{present.start}</span>}
          {!open && present?.hint && <span className="option-hint">{present.hint}</span>}
          <button type="button" tabIndex={-1} aria-hidden="true" className="combobox-arrow" disabled={disabled} onClick={() => {
            input.current?.focus();
            if (open) hide();
            else show();
          }}>
            <Icon name={open ? "search" : "chevron-down"} size={16} />
          </button>
          {open && (
            <Popover anchor={anchor} matchWidth className="option-layer" onClose={hide}>
              {searching && hits.length === 0 ? <div className="option-none"><Spinner text={t("loading")} /></div> : <OptionList id={listId} label={label} options={hits} chosen={value} active={active} onActive={setActive} onChoose={choose} />}
            </Popover>
          )}
        </div>
      )}
    </Field>
  );
}
