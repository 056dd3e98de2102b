import { Fragment, type KeyboardEvent, h, useEffect, useId, useLayoutEffect, useRef, useState } from "ui";
import { t } from "../i18n/t";
import { classes } from "../kit/classes";
import { Field, type FieldProps } from "../kit/field";
import { IconButton } from "../kit/icon-button";
import type { IconName } from "../kit/icon-names";
import { Popover } from "../kit/popover";
import { FallbackLine } from "./fallback-line";
import type { MergeChoice, MergeFields } from "./merge-fields";
import { MergeFieldList, choiceId } from "./merge-field-list";
import { MergeText } from "./merge-text";
import { type PickerQuery, pickerQuery, searchChoices } from "./picker";
import { type Token, findTokens, lengthOf, withFallback } from "./tokens";

interface Props extends FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fields: MergeFields | null;
  readonly max: number;
  /** What a merge field would say, shown beside it. */
  readonly sampleOf?: (choice: MergeChoice) => string;
  readonly name?: string;
  readonly placeholder?: string;
  /** It is a line: no breaks, and nothing bold or italic. */
  readonly line?: boolean;
}

/** WhatsApp's own marks, set around what is selected. */
const marks: readonly { readonly sign: string; readonly icon: IconName; readonly label: "merge.bold" | "merge.italic" | "merge.strike" | "merge.mono" }[] = [
  { sign: "*", icon: "bold", label: "merge.bold" },
  { sign: "_", icon: "italic", label: "merge.italic" },
  { sign: "~", icon: "strikethrough", label: "merge.strike" },
  { sign: "```", icon: "code", label: "merge.mono" },
];

/**
 * A text with merge fields. `#` opens the picker: typing narrows it, the arrows walk, Enter and Tab take, Escape leaves the `#`.
 * The marks lie on a copy of the text behind the textarea, so that typing, undoing and input methods stay the browser's.
 */
export function MergeFieldArea(props: Props) {
  const { label, value, onChange, fields, max, sampleOf, name, placeholder, line = false } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const behind = useRef<HTMLDivElement>(null);
  const caretMark = useRef<HTMLSpanElement>(null);
  const listId = useId();
  const [query, setQuery] = useState<PickerQuery | null>(null);
  const [active, setActive] = useState(0);
  const [touched, setTouched] = useState<number | null>(null);
  const dismissed = useRef<number | null>(null);
  const groups = query && fields ? searchChoices(fields.groups, query.typed) : [];
  const hits = groups.flatMap((group) => group.choices);
  const hit = hits[active];
  const open = query !== null && hits.length > 0;
  // The merge field that the caret stands in or behind.
  const token = touched === null ? undefined : findTokens(value).find((one) => one.start < touched && touched <= one.end);

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${line ? element.scrollHeight : Math.min(Math.max(element.scrollHeight, 132), 360)}px`;
    if (behind.current) behind.current.scrollTop = element.scrollTop;
  }, [value, line]);
  useEffect(() => setQuery(null), [fields]);

  const look = () => {
    const element = area.current;
    if (!element || element.selectionStart !== element.selectionEnd) {
      setQuery(null);
      return;
    }
    setTouched(element.selectionStart);
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
  const take = (choice: MergeChoice) => {
    if (!query) return;
    setQuery(null);
    write(query.start, query.start + 1 + query.typed.length, choice.token);
  };
  const mark = (sign: string) => {
    const element = area.current;
    if (!element) return;
    const { selectionStart: start, selectionEnd: end } = element;
    write(start, end, `${sign}${element.value.slice(start, end)}${sign}`);
    if (start === end) element.setSelectionRange(start + sign.length, start + sign.length);
  };
  const offer = () => {
    const at = area.current?.selectionStart ?? value.length;
    dismissed.current = null;
    write(at, at, "#");
  };
  const key = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // The keys that steer an input method are not ours.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (open) {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        setActive((active + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length);
        return;
      }
      if ((event.key === "Enter" || event.key === "Tab") && hit) {
        event.preventDefault();
        take(hit);
        return;
      }
    }
    if (line && event.key === "Enter") event.preventDefault();
    if (event.key === "Backspace" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const { selectionStart: start, selectionEnd: end } = event.currentTarget;
      const gone = start === end ? findTokens(value).find((one) => one.end === start) : undefined;
      // A merge field goes as a whole, like the chip it looks like.
      if (gone) {
        event.preventDefault();
        write(gone.start, gone.end, "");
      }
    }
  };
  const changeFallback = (of: Token, fallback: string) => {
    const text = withFallback(of, fallback);
    setTouched(of.start + text.length);
    onChange(value.slice(0, of.start) + text + value.slice(of.end));
  };
  return (
    <Field {...props} counter={{ length: lengthOf(value), max }}>
      {(ties) => (
        <div className={classes("merge-area", line && "line")}>
          {!line && (
            <div className="merge-tools">
              {marks.map((one) => <IconButton key={one.sign} size={24} icon={one.icon} label={t(one.label)} onClick={() => mark(one.sign)} />)}
              <button type="button" className="button link merge-add" onMouseDown={(event) => event.preventDefault()} onClick={offer}>{t("merge.insert")}</button>
            </div>
          )}
          <div className="merge-words">
            <div ref={behind} className="merge-behind" aria-hidden="true">
              {open && query ? (
                <>
                  <MergeText text={value.slice(0, query.start)} fields={fields} />
                  <span ref={caretMark}>{value.slice(query.start, query.start + 1)}</span>
                  <MergeText text={value.slice(query.start + 1)} fields={fields} />
                </>
              ) : <MergeText text={value} fields={fields} />}
              {"\n"}
            </div>
            <textarea
              {...ties}
              ref={area}
              className="text-area"
              name={name}
              rows={line ? 1 : undefined}
              placeholder={placeholder}
              aria-autocomplete="list"
              aria-haspopup="listbox"
              aria-controls={open ? listId : undefined}
              aria-activedescendant={open && hit ? choiceId(listId, hit, groups) : undefined}
              value={value}
              spellCheck={false}
              onChange={(event) => {
                onChange(line ? event.target.value.replace(/\s*\n\s*/g, " ") : event.target.value);
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
            {line && <button type="button" className="merge-add" aria-label={t("merge.insert")} title={t("merge.insert")} onMouseDown={(event) => event.preventDefault()} onClick={offer}>#</button>}
          </div>
          {token && !open && <FallbackLine key={token.start} token={token} choice={fields?.find(token) ?? null} onChange={(fallback) => changeFallback(token, fallback)} />}
          {open && (
            <Popover anchor={caretMark} className="merge-layer" onClose={() => {
              dismissed.current = query?.start ?? null;
              setQuery(null);
            }}>
              <MergeFieldList id={listId} label={t("merge.fieldsOf", { module: fields?.groups[0]?.label ?? label })} typed={query?.typed ?? ""} groups={groups} active={hit} sampleOf={sampleOf} onActive={(choice) => setActive(hits.indexOf(choice))} onTake={take} />
            </Popover>
          )}
        </div>
      )}
    </Field>
  );
}
