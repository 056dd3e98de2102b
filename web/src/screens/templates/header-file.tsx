import { h, useEffect, useRef, useState } from "ui";
import { addressOf } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { TemplateFile } from "../../api/schema";
import { percent } from "../../i18n/format";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { Progress } from "../../kit/progress";
import { sizeWords } from "../records/file-kinds";
import { sendFile } from "../records/send-file";
import type { FileKind } from "./template-draft";
import { HeaderMedia } from "./template-parts";

const MB = 1_048_576;
/** What Meta takes of each kind; the server looks at the content. */
const kinds: Readonly<Record<FileKind, { readonly accept: string; readonly most: number }>> = {
  image: { accept: "image/jpeg,image/png", most: 5 * MB },
  video: { accept: "video/mp4", most: 16 * MB },
  document: { accept: "application/pdf", most: 50 * MB },
};

interface Props {
  readonly kind: FileKind;
  readonly file: TemplateFile | undefined;
  readonly fault: string | undefined;
  readonly onChange: (file: TemplateFile | null) => void;
}

/** A header's picture, video or document: chosen or dropped, sent at once, shown. */
export function HeaderFile({ kind, file, fault, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<{ readonly file: File; readonly sent: number; readonly stop: AbortController } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const { accept, most } = kinds[kind];
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), [kind]);

  const take = async (chosen: File | undefined) => {
    if (!chosen) return;
    setProblem(null);
    if (chosen.size > most) return setProblem(t("header.tooLarge", { size: sizeWords(chosen.size), most: sizeWords(most) }));
    const stop = new AbortController();
    running.current = stop;
    setSending({ file: chosen, sent: 0, stop });
    try {
      const stored = await sendFile<TemplateFile>(addressOf("uploadTemplateFile", { query: { name: chosen.name } }), chosen, (sent) => setSending((now) => now && { ...now, sent }), stop.signal);
      onChange(stored);
    } catch (error) {
      if (!stop.signal.aborted) setProblem(t("files.failed", { name: chosen.name, problem: sentenceFor(error) }));
    } finally {
      if (running.current === stop) setSending(null);
    }
    return undefined;
  };
  const rule = t("header.rule", { kinds: t(`header.kinds.${kind}`), most: sizeWords(most) });
  const wrong = problem ?? fault;
  return (
    <div className="header-file">
      <input ref={input} type="file" className="unseen" tabIndex={-1} accept={accept} aria-label={t(`header.choose.${kind}`)} onChange={(event) => {
        void take(event.currentTarget.files?.[0]);
        event.currentTarget.value = "";
      }} />
      {sending ? (
        <div className="header-sending">
          <Progress label={t("files.uploading", { name: sending.file.name })} value={sending.sent} max={sending.file.size} text={`${sizeWords(sending.file.size)} · ${percent(sending.file.size === 0 ? 1 : sending.sent / sending.file.size)}`} />
          <IconButton size={24} icon="x" label={t("files.cancel", { name: sending.file.name })} onClick={() => sending.stop.abort()} />
        </div>
      ) : file ? (
        <div className="header-held">
          <div className="header-thumb"><HeaderMedia header={{ kind, text: null, file }} /></div>
          <span><b className="cut">{file.name}</b><small>{t("header.size", { size: sizeWords(file.size), most: sizeWords(most) })}</small></span>
          <Button onClick={() => input.current?.click()}>{t("header.replace")}</Button>
          <IconButton icon="trash-2" label={t("header.remove", { name: file.name })} onClick={() => onChange(null)} />
        </div>
      ) : (
        <div
          className={over ? "header-drop over" : "header-drop"}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            void take(event.dataTransfer.files[0]);
          }}
        >
          <button type="button" className="button secondary" onClick={() => input.current?.click()}><Icon name="upload" size={16} /><span>{t(`header.choose.${kind}`)}</span></button>
          <small>{rule}</small>
        </div>
      )}
      {wrong !== undefined && <p className="header-fault" role="alert"><Icon name="circle-alert" size={14} />{wrong}</p>}
    </div>
  );
}
