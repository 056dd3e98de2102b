import { type KeyboardEvent, h, useEffect, useId, useRef, useState } from "ui";
import { call } from "../api/client";
import { sentenceFor } from "../api/problem";
import type { Module, SearchResult } from "../api/schema";
import { t } from "../i18n/t";
import { Avatar } from "../kit/avatar";
import { classes } from "../kit/classes";
import { Icon } from "../kit/icon";
import { IconButton } from "../kit/icon-button";
import { SpinnerArc } from "../kit/spinner";
import { toast } from "../kit/toast";
import { navigate } from "../router";
import { useConnected } from "../state/channels";
import { useModules } from "../state/modules";
import { Questions } from "../state/questions";
import { recentRecords } from "../state/recent";
import { changeMe, useMe } from "../state/session";
import { useStore } from "../state/store";
import { themeStore } from "../state/theme";
import { type PaletteEntry, type PaletteGroup, commandGroup, foundGroups, recentGroup } from "./palette-entries";

interface Props {
  readonly onMake: (module: Module) => void;
  readonly onClose: () => void;
}

const PAUSE_MS = 120;

/** Finds records as one types, and does what one names. The focus stays in the field; the list is walked by the arrows. */
export function PaletteDialog({ onMake, onClose }: Props) {
  const me = useMe();
  const modules = useModules() ?? [];
  const connected = useConnected() ?? false;
  const theme = useStore(themeStore);
  const { typed, type, result, searching, error } = useSearch();
  const [active, setActive] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();

  const records = typed.trim() === "" ? recentGroup(recentRecords(), modules) : result ? foundGroups(result, modules) : [];
  const groups: readonly PaletteGroup[] = [...records, ...commandGroup(typed, { me, modules, connected, theme })];
  const entries = groups.flatMap((group) => group.entries);
  const at = Math.min(active, entries.length - 1);

  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    element?.querySelector("input")?.focus();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [at, typed]);

  const choose = (entry: PaletteEntry) => {
    if ("make" in entry.act) return onMake(entry.act.make);
    onClose();
    if ("to" in entry.act) return navigate(entry.act.to);
    return void changeMe(entry.act.change).catch((fault: unknown) => toast({ text: sentenceFor(fault), tone: "danger" }));
  };
  const key = (event: KeyboardEvent) => {
    // Enter also ends a Chinese input method's composition.
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const entry = entries[at];
    if (step !== 0 && entries.length > 0) {
      event.preventDefault();
      setActive((at + step + entries.length) % entries.length);
    } else if (event.key === "Enter" && entry) {
      event.preventDefault();
      choose(entry);
    }
  };
  const place = (entry: PaletteEntry) => entries.indexOf(entry);
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={t("palette.title")}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <div className="palette-sheet">
        <div className="palette-head">
          {searching ? <SpinnerArc /> : <Icon name="search" size={18} />}
          <input
            type="text"
            role="combobox"
            aria-label={t("palette.title")}
            aria-autocomplete="list"
            aria-expanded={entries.length > 0}
            aria-controls={entries.length > 0 ? id : undefined}
            aria-activedescendant={entries.length > 0 ? `${id}-${at}` : undefined}
            autoComplete="off"
            spellCheck={false}
            enterKeyHint="go"
            placeholder={t("palette.hint")}
            maxLength={200}
            value={typed}
            onKeyDown={key}
            onCompositionEnd={(event) => type(event.currentTarget.value, true)}
            onChange={(event) => {
              setActive(0);
              // Half a syllable of an input method finds nothing.
              type(event.target.value, !(event.nativeEvent as InputEvent).isComposing);
            }}
          />
          <IconButton icon="x" label={t("dialog.close")} onClick={onClose} />
        </div>
        {entries.length > 0 && (
          <div ref={list} id={id} className="palette-list" role="listbox" aria-label={t("palette.results")}>
            {groups.map((group) => (
              <div key={group.label} role="group" aria-label={group.label}>
                <div className="palette-group" aria-hidden="true">{group.label}</div>
                {group.entries.map((entry) => (
                  <div
                    key={entry.key}
                    id={`${id}-${place(entry)}`}
                    role="option"
                    aria-selected={place(entry) === at}
                    className={classes("palette-entry", place(entry) === at && "active")}
                    onPointerMove={() => place(entry) !== at && setActive(place(entry))}
                    onPointerDown={(event) => event.preventDefault()}
                    onClick={() => choose(entry)}
                  >
                    {entry.seed ? <Avatar name={entry.label} seed={entry.seed} size={24} /> : <span className="palette-icon"><Icon name={entry.icon ?? "search"} size={16} /></span>}
                    <span className="palette-label cut">{entry.label}</span>
                    {entry.detail && <small className="cut">{entry.detail}</small>}
                  </div>
                ))}
              </div>
            ))}
          </div>
        )}
        {error !== null && <p className="palette-none" role="alert">{sentenceFor(error)}</p>}
        {entries.length === 0 && error === null && !searching && <p className="palette-none">{t("palette.none", { typed })}</p>}
        <span className="unseen" role="status">{typed.trim() === "" || searching ? "" : t("palette.count", { count: entries.length })}</span>
        <footer className="palette-foot" aria-hidden="true"><span><kbd className="kbd">↑</kbd><kbd className="kbd">↓</kbd> {t("palette.walk")}</span><span><kbd className="kbd">↵</kbd> {t("palette.choose")}</span><span><kbd className="kbd">Esc</kbd> {t("dialog.close")}</span></footer>
      </div>
    </dialog>
  );
}

/** What is typed and what it finds: asked after a short pause; an answer that a later one overtook is dropped, and until then the old one stays. */
function useSearch() {
  const [typed, setTyped] = useState("");
  const [result, setResult] = useState<SearchResult | null>(null);
  const [searching, setSearching] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const questions = useRef(new Questions()).current;
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef("");
  useEffect(() => () => clearTimeout(timer.current), []);

  const ask = async (words: string) => {
    const isNews = questions.ask();
    try {
      const found = await call("searchRecords", { query: { q: words } });
      if (!isNews()) return;
      setResult(found);
      setError(null);
    } catch (fault) {
      if (isNews()) setError(fault);
    }
    if (latest.current === words) setSearching(false);
  };
  const type = (text: string, isWhole: boolean) => {
    setTyped(text);
    if (!isWhole) return;
    clearTimeout(timer.current);
    const words = text.trim();
    latest.current = words;
    if (words === "") {
      // Whatever is still on its way is no answer to nothing.
      questions.ask()();
      setResult(null);
      setSearching(false);
      setError(null);
      return;
    }
    setSearching(true);
    timer.current = setTimeout(() => void ask(words), PAUSE_MS);
  };
  return { typed, type, result, searching, error };
}
