import { type DragEvent, h, useEffect, useRef, useState } from "ui";
import { addressOf, call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { File as RecordFile, Id } from "../../api/schema";
import { dayAndTime, listTime } from "../../i18n/format";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { classes } from "../../kit/classes";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { changed, useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { serverNow } from "../../state/server-clock";
import { iconOf, kindWords, sizeWords } from "./file-kinds";
import { UploadList } from "./upload-list";
import { useUploads } from "./use-uploads";

const FilePreview = later(() => import("./file-preview"));
const RemoveFileDialog = later(() => import("./remove-file-dialog"));

/** The record's files: added by choosing, dragging or pasting, several at once. */
export default function RecordFiles({ id }: { readonly id: Id }) {
  const files = useLoaded(`files of ${id}`, () => call("listFiles", { path: { id } }));
  useLive(`record/${id}`, files.reload);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [preview, setPreview] = useState<RecordFile | null>(null);
  const [removing, setRemoving] = useState<RecordFile | null>(null);
  const uploads = useUploads(id, () => changed(`record/${id}`));
  const add = (chosen: FileList | null) => chosen && uploads.add([...chosen]);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    add(event.dataTransfer.files);
  };
  const paste = useRef<(event: ClipboardEvent) => void>();
  paste.current = (event) => {
    if (!event.clipboardData || event.clipboardData.files.length === 0) return;
    event.preventDefault();
    add(event.clipboardData.files);
  };
  // Wherever the keyboard stands: nothing else on this page takes files.
  useEffect(() => {
    const hear = (event: ClipboardEvent) => paste.current?.(event);
    document.addEventListener("paste", hear);
    return () => document.removeEventListener("paste", hear);
  }, []);
  return (
    <section
      className={classes("card record-files", over && "over")}
      aria-label={t("files.label")}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDrop={drop}
    >
      <div className="files-head">
        <p className="quiet">{over ? t("files.drop") : t("files.hint")}</p>
        <Button icon="upload" onClick={() => input.current?.click()}>{t("files.add")}</Button>
        <input ref={input} type="file" multiple hidden onChange={(event) => {
          add(event.target.files);
          event.target.value = "";
        }} />
      </div>
      <UploadList uploads={uploads} />
      {files.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void files.reload()}>{t("again")}</Button>}>{sentenceFor(files.error)}</Banner>}
      {!files.value ? files.error === null && <Skeleton rows={3} /> : files.value.files.length === 0 ? uploads.list.length === 0 && <p className="files-none"><Icon name="paperclip" size={18} />{t("files.none")}</p> : (
        <ul className="file-list">
          {files.value.files.map((file) => (
            <li key={file.id}>
              <span className="file-icon"><Icon name={iconOf(file.kind)} size={18} /></span>
              <span className="file-words">
                {file.is_shown
                  ? <button type="button" className="file-name" aria-label={t("files.preview", { name: file.name })} onClick={() => setPreview(file)}>{file.name}</button>
                  : <a className="file-name" href={addressOf("getFile", { path: { id: file.id } })} download={file.name}>{file.name}</a>}
                <small>{[kindWords(file.kind), sizeWords(file.size), file.user.name].join(" · ")} · <time dateTime={file.at} title={dayAndTime(file.at)}>{listTime(file.at, serverNow())}</time></small>
              </span>
              <a className="icon-button s32" href={addressOf("getFile", { path: { id: file.id } })} download={file.name} aria-label={t("files.download", { name: file.name })}><Icon name="download" size={18} /></a>
              <IconButton danger icon="trash-2" label={t("files.remove", { name: file.name })} onClick={() => setRemoving(file)} />
            </li>
          ))}
        </ul>
      )}
      {preview && <FilePreview file={preview} onClose={() => setPreview(null)} />}
      {removing && <RemoveFileDialog file={removing} onClose={() => setRemoving(null)} onRemoved={() => changed(`record/${id}`)} />}
    </section>
  );
}
