import { h } from "ui";
import { percent } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { Progress } from "../../kit/progress";
import { sizeWords } from "./file-kinds";
import { MOST_BYTES } from "./upload";
import type { Uploads } from "./use-uploads";

/** What is being sent, and what could not be. */
export function UploadList({ uploads }: { readonly uploads: Uploads }) {
  if (uploads.list.length === 0) return null;
  return (
    <ul className="upload-list">
      {uploads.list.map((one) => (
        <li key={one.key}>
          {one.fault === null ? (
            <Progress label={t("files.uploading", { name: one.file.name })} value={one.sent} max={one.file.size} text={`${sizeWords(one.file.size)} · ${percent(one.file.size === 0 ? 1 : one.sent / one.file.size)}`} />
          ) : (
            <p className="upload-fault" role="alert"><Icon name="circle-alert" size={16} />{t("files.failed", { name: one.file.name, problem: one.fault })}</p>
          )}
          {one.fault !== null && one.file.size <= MOST_BYTES && <Button variant="link" onClick={() => uploads.again(one)}>{t("files.again")}</Button>}
          <IconButton size={24} icon="x" label={t(one.fault === null ? "files.cancel" : "files.dismiss", { name: one.file.name })} onClick={() => uploads.drop(one)} />
        </li>
      ))}
    </ul>
  );
}
