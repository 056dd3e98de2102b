import { h } from "ui";
import { t } from "../../i18n/t";
import { Dialog } from "../../kit/dialog";
import { Icon } from "../../kit/icon";

interface Props {
  readonly source: string;
  readonly download: string;
  readonly fileName: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** A picture as large as the window allows. */
export default function PictureDialog({ source, download, fileName, name, onClose }: Props) {
  return (
    <Dialog wide title={name} onClose={onClose} footer={<a className="button secondary" href={download} download={fileName}><Icon name="download" size={16} />{t("message.download")}</a>}>
      <img className="picture-large" src={source} alt={name} />
    </Dialog>
  );
}
