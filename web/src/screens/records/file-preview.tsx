import { h } from "ui";
import { addressOf } from "../../api/client";
import type { File as RecordFile } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { familyOf } from "./file-kinds";

/** A file in its own window; the server lets only kinds be shown that can do no harm there. */
export default function FilePreview({ file, onClose }: { readonly file: RecordFile; readonly onClose: () => void }) {
  const address = addressOf("getFile", { path: { id: file.id }, query: { inline: true } });
  const shown = () => {
    switch (familyOf(file.kind)) {
      case "image":
        return <img src={address} alt={file.name} />;
      case "audio":
        // What somebody added comes without captions.
        // eslint-disable-next-line jsx-a11y/media-has-caption
        return <audio src={address} controls />;
      case "video":
        // eslint-disable-next-line jsx-a11y/media-has-caption
        return <video src={address} controls />;
      default:
        // A PDF's viewer does not run in a sandbox; the answer itself brings one for everything else.
        // eslint-disable-next-line react/iframe-missing-sandbox
        return <iframe src={address} title={file.name} />;
    }
  };
  return (
    <Dialog wide title={file.name} onClose={onClose} footer={[
      <a key="save" className="button secondary" href={addressOf("getFile", { path: { id: file.id } })} download={file.name}>{t("files.download", { name: "" })}</a>,
      <Button key="close" variant="primary" autoFocus onClick={onClose}>{t("dialog.close")}</Button>,
    ]}>
      <div className="file-preview">{shown()}</div>
    </Dialog>
  );
}
