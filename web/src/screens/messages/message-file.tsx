import { Fragment, h, useState } from "ui";
import { addressOf, call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Message, MessageFile } from "../../api/schema";
import { isKey, t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { iconOf, sizeWords } from "../records/file-kinds";
import { kindWords } from "./message-words";

const PictureDialog = later(() => import("./picture-dialog"));

interface Props {
  readonly kind: Message["kind"];
  readonly file: MessageFile;
  readonly author: string;
}

/** A picture, something to listen to or to watch, or a card with a download; or why the file is not here. */
export function FilePart({ kind, file, author }: Props) {
  if (file.state === "waiting") return <Waiting kind={kind} file={file} />;
  if (file.state === "unavailable") return <Unavailable kind={kind} file={file} />;
  const name = t("message.of", { kind: kindWords(kind), name: author });
  const source = addressOf("getMessageFile", { path: { id: file.id }, query: { inline: true } });
  if (file.is_shown && kind === "image") return <Picture file={file} source={source} name={name} />;
  if (file.is_shown && kind === "sticker") return <img className="bubble-sticker" src={source} alt={name} loading="lazy" />;
  // What a customer sends has no captions.
  /* eslint-disable jsx-a11y/media-has-caption */
  if (file.is_shown && kind === "video") return <video className="bubble-video" src={source} aria-label={name} controls preload="metadata" />;
  if (file.is_shown && (kind === "audio" || kind === "voice")) {
    return <div className="bubble-sound"><Icon name="mic" label={kindWords(kind)} /><audio src={source} aria-label={name} controls preload="metadata" /></div>;
  }
  /* eslint-enable jsx-a11y/media-has-caption */
  return <FileCard file={file} source={source} />;
}

function Picture({ file, source, name }: { readonly file: MessageFile; readonly source: string; readonly name: string }) {
  const [large, setLarge] = useState(false);
  return (
    <>
      <button type="button" className="bubble-picture" aria-label={t("message.image.open")} onClick={() => setLarge(true)}><img src={source} alt={name} loading="lazy" /></button>
      {large && <PictureDialog source={source} download={downloadOf(file)} fileName={file.name} name={name} onClose={() => setLarge(false)} />}
    </>
  );
}

function FileCard({ file, source }: { readonly file: MessageFile; readonly source: string }) {
  const ending = /\.(\w{1,5})$/.exec(file.name)?.[1]?.toUpperCase();
  return (
    <div className="bubble-card">
      <Icon name={iconOf(file.kind)} size={24} />
      <div>
        <b>{file.name}</b>
        <small>{[ending, file.size === null ? null : sizeWords(file.size)].filter(Boolean).join(" · ")}</small>
        <span className="bubble-links">
          {file.is_shown && <a href={source} target="_blank" rel="noopener"><Icon name="external-link" size={14} />{t("message.open")}</a>}
          <a href={downloadOf(file)} download={file.name}><Icon name="download" size={14} />{t("message.download")}</a>
        </span>
      </div>
    </div>
  );
}

function Waiting({ kind, file }: Omit<Props, "author">) {
  if (kind !== "document") return <div className="file-waiting" role="status"><span className="skeleton-bar" />{t("message.file.waiting")}</div>;
  return (
    <div className="bubble-card" role="status">
      <Icon name={iconOf(file.kind)} size={24} />
      <div><b>{file.name}</b><small>{t("message.file.waiting")}</small></div>
    </div>
  );
}

/** Only documents have names of their own. */
function Unavailable({ kind, file }: Omit<Props, "author">) {
  const [asked, setAsked] = useState(false);
  const key = `message.file.${file.fault ?? ""}`;
  const again = () => {
    setAsked(true);
    call("fetchMessageFile", { path: { id: file.id } })
      .catch((error: unknown) => toast({ text: sentenceFor(error), tone: "danger" }))
      .finally(() => setAsked(false));
  };
  return (
    <div className="bubble-card lost">
      <Icon name="circle-alert" size={20} />
      <div>
        <b>{kind === "document" ? file.name : kindWords(kind)}</b>
        <small>{t(isKey(key) ? key : "message.file.unavailable")}</small>
        <span className="bubble-links"><button type="button" className="button link" disabled={asked} onClick={again}><Icon name="refresh-cw" size={14} />{t(asked ? "message.file.waiting" : "message.file.again")}</button></span>
      </div>
    </div>
  );
}

function downloadOf(file: MessageFile): string {
  return addressOf("getMessageFile", { path: { id: file.id } });
}
