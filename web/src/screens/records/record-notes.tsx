import { type KeyboardEvent, h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor, sentenceForField } from "../../api/problem";
import type { Id, Note } from "../../api/schema";
import { dayAndTime, momentWords } from "../../i18n/format";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { IconButton } from "../../kit/icon-button";
import { Skeleton } from "../../kit/skeleton";
import { TextArea } from "../../kit/text-area";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { changed, useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { serverNow } from "../../state/server-clock";
import { useMe } from "../../state/session";

const DeleteNoteDialog = later(() => import("./delete-note-dialog"));
const PAGE = 20;
const MOST_AT_ONCE = 100;
const LONGEST = 10_000;

/** What people wrote down about the record, the newest first. */
export default function RecordNotes({ id }: { readonly id: Id }) {
  const [wanted, setWanted] = useState(PAGE);
  const page = useLoaded(`notes of ${id}, ${wanted}`, () => call("listNotes", { path: { id }, query: { limit: wanted } }));
  const [held, setHeld] = useState(page.value);
  if (page.value && page.value !== held) setHeld(page.value);
  useLive(`record/${id}`, page.reload);
  return (
    <section className="card record-notes" aria-label={t("life.tab.notes")}>
      <NoteForm onSave={async (text) => {
        await call("writeNote", { path: { id }, body: { text } });
        changed(`record/${id}`);
      }} />
      {page.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void page.reload()}>{t("again")}</Button>}>{sentenceFor(page.error)}</Banner>}
      {!held ? page.error === null && <Skeleton rows={2} avatar /> : held.notes.length === 0 ? <p className="quiet notes-none"><b>{t("notes.none")}</b>{t("notes.none.text")}</p> : (
        <ol className="note-list">{held.notes.map((note) => <NoteLine key={note.id} note={note} record={id} />)}</ol>
      )}
      {held?.next_cursor != null && wanted < MOST_AT_ONCE && <div><Button variant="link" onClick={() => setWanted(Math.min(wanted + PAGE, MOST_AT_ONCE))}>{t("notes.older")}</Button></div>}
    </section>
  );
}

function NoteLine({ note, record }: { readonly note: Note; readonly record: Id }) {
  const { is_administrator: mayDelete } = useMe().user;
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  return (
    <li>
      <Avatar name={note.user.name} seed={note.user.id} size={32} />
      <div className="note-words">
        <p className="note-who">
          <b>{note.user.name}</b>
          <time dateTime={note.at} title={dayAndTime(note.at)}>{momentWords(note.at, serverNow())}</time>
          {note.changed_at && <span title={dayAndTime(note.changed_at)}>{t("notes.changed")}</span>}
        </p>
        {editing ? <NoteForm note={note} onClose={() => setEditing(false)} onSave={async (text) => {
          await call("changeNote", { path: { id: note.id }, body: { text } });
          changed(`record/${record}`);
        }} /> : <p className="note-text">{note.text}</p>}
      </div>
      {!editing && (
        <span className="note-act">
          {note.is_own && <IconButton size={24} icon="pencil" label={t("notes.edit")} onClick={() => setEditing(true)} />}
          {(note.is_own || mayDelete) && <IconButton size={24} danger icon="trash-2" label={t("notes.delete")} onClick={() => setDeleting(true)} />}
        </span>
      )}
      {deleting && <DeleteNoteDialog note={note} onClose={() => setDeleting(false)} onDeleted={() => changed(`record/${record}`)} />}
    </li>
  );
}

interface FormProps {
  readonly note?: Note;
  readonly onSave: (text: string) => Promise<void>;
  readonly onClose?: () => void;
}

/** A new note, or one of one's own being changed. Ctrl Enter saves. */
function NoteForm({ note, onSave, onClose }: FormProps) {
  const [text, setText] = useState(note?.text ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const blank = text.trim() === "";
  const save = async () => {
    if (busy || blank) return;
    setBusy(true);
    setError(null);
    try {
      await onSave(text.trim());
      toast({ text: t("notes.saved") });
      if (!note) setText("");
      onClose?.();
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void save();
    } else if (event.key === "Escape" && onClose) {
      event.preventDefault();
      onClose();
    }
  };
  return (
    <form className="note-form" noValidate onKeyDown={key} onSubmit={(event) => {
      event.preventDefault();
      void save();
    }}>
      <TextArea bare label={note ? t("notes.edit") : t("notes.write")} placeholder={t("notes.placeholder")} rows={2} value={text} error={error === null ? undefined : sentenceForField(error, "text") ?? sentenceFor(error)} {...([...text].length > LONGEST * 0.9 ? { max: LONGEST } : {})} onChange={(next) => {
        setText(next);
        setError(null);
      }} />
      {(!blank || note) && (
        <div className="field-editor-buttons">
          {onClose && <Button variant="ghost" onClick={onClose}>{t("dialog.cancel")}</Button>}
          <Button submit variant="primary" busy={busy} disabled={blank}>{t("notes.save")}</Button>
        </div>
      )}
    </form>
  );
}
