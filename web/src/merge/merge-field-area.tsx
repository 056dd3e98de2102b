import { Fragment, type KeyboardEvent, h, useEffect, useId, useLayoutEffect, useRef, useState } from "ui";
import type { Field as RecordField, Module } from "../api/schema";
import { t } from "../i18n/t";
import { Field, type FieldProps } from "../kit/field";
import { Popover } from "../kit/popover";
import { MergeFieldList } from "./merge-field-list";
import { MergeText } from "./merge-text";
import { type PickerQuery, pickerQuery, searchFields } from "./picker";
import { findTokens, tokenFor } from "./tokens";

interface Props extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly module: Module | null;
  readonly max: number;
  /** What a field would say, shown beside it. */
  readonly sampleOf?: (field: RecordField) => string;
  readonly name?: string;
}

/**
 * A text with merge fields. `#` opens the picker: typing narrows it, the arrows walk, Enter and Tab take, Escape leaves the `#`.
 * The marks lie on a copy of the text behind the textarea, so that typing, undoing and input methods stay the browser's.
 */
export function MergeFieldArea(props: Props) {
  const { label, value, onChange, module, max, sampleOf, name } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const behind = useRef<HTMLDivElement>(null);
  const caretMark = useRef<HTMLSpanElement>(null);
  const listId = useId();
  const [query, setQuery] = useState<PickerQuery | null>(null);
  const [active, setActive] = useState(0);
  const dismissed = useRef<number | null>(null);
  const hits = query && module ? searchFields(module.fields, query.typed) : [];
  const open = query !== null && hits.length > 0;

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(Math.max(element.scrollHeight + 2, 152), 360)}px`;
    if (behind.current) behind.current.scrollTop = element.scrollTop;
  }, [value]);
  useEffect(() => setQuery(null), [module]);

  const look = () => {
    const element = area.current;
    if (!element || element.selectionStart !== element.selectionEnd) {
      setQuery(null);
      return;
    }
    const found = pickerQuery(element.value, element.selectionStart);
    if (found?.start !== dismissed.current) dismissed.current = null;
    const next = found && dismissed.current === null ? found : null;
    if (next?.typed !== query?.typed || next?.start !== query?.start) setActive(0);
    setQuery(next);
  };
  /** Writes like a keyboard does, so that undo takes it back. */
  const write = (start: number, end: number, text: string) => {
    const element = area.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(start, end);
    const done = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
    if (!done) {
      element.setRangeText(text, start, end, "end");
      onChange(element.value);
    }
    look();
  };
  const take = (field: RecordField) => {
    if (!query || !module) return;
    setQuery(null);
    write(query.start, query.start + 1 + query.typed.length, tokenFor(module, field));
  };
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // The keys that steer an input method are not ours.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const field = hits[active];
    if (open) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        setActive((active + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length);
      } else if ((event.key === "Enter" || event.key === "Tab") && field) {
        event.preventDefault();
        take(field);
      }
      return;
    }
    if (event.key === "Backspace" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const { selectionStart: start, selectionEnd: end } = event.currentTarget;
      const token = start === end ? findTokens(value).find((one) => one.end === start) : undefined;
      // A merge field goes as a whole, like the chip it looks like.
      if (token) {
        event.preventDefault();
        write(token.start, token.end, "");
      }
    }
  };
  return (
    <Field {...props} counter={{ length: [...value].length, max }}>
      {(ties) => (
        <div className="merge-area">
          <div ref={behind} className="merge-behind" aria-hidden="true">
            {open && query ? (
              <>
                <MergeText text={value.slice(0, query.start)} module={module} />
                <span ref={caretMark}>{value.slice(query.start, query.start + 1)}</span>
                <MergeText text={value.slice(query.start + 1)} module={module} />
              </>
            ) : <MergeText text={value} module={module} />}
            {"\n"}
          </div>
          <textarea
            {...ties}
            ref={area}
            className="text-area"
            name={name}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={open ? listId : undefined}
            aria-activedescendant={open ? `${listId}-${active}` : undefined}
            value={value}
            spellCheck={false}
            onChange={(event) => {
              onChange(event.target.value);
              if (!(event.nativeEvent as InputEvent).isComposing) look();
            }}
            onCompositionEnd={look}
            onSelect={(event) => !(event.nativeEvent as InputEvent).isComposing && look()}
            onScroll={(event) => {
              if (behind.current) behind.current.scrollTop = event.currentTarget.scrollTop;
            }}
            onBlur={() => setQuery(null)}
            onKeyDown={key}
          />
          <button type="button" className="button link merge-add" onMouseDown={(event) => event.preventDefault()} onClick={() => {
            const at = area.current?.selectionStart ?? value.length;
            dismissed.current = null;
            write(at, at, "#");
          }}>{t("merge.insert")}</button>
          {open && (
            <Popover anchor={caretMark} className="merge-layer" onClose={() => {
              dismissed.current = query?.start ?? null;
              setQuery(null);
            }}>
              <MergeFieldList id={listId} label={t("merge.fieldsOf", { module: module?.label ?? label })} typed={query?.typed ?? ""} fields={hits} active={active} sampleOf={sampleOf} onActive={setActive} onTake={take} />
            </Popover>
          )}
        </div>
      )}
    </Field>
  );
}
