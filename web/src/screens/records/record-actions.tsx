import { Fragment, h, useState } from "ui";
import type { Module, Record as CRMRecord } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import type { MenuEntry } from "../../kit/menu";
import { MenuButton } from "../../kit/menu-button";
import { later } from "../../later";
import { navigate } from "../../router";
import { isPerson, leadsToPerson } from "./module-words";
import { modulePath } from "./record-paths";
import { fieldOfType } from "./record-values";
import { SendActions } from "./send-actions";

const DeleteRecordsDialog = later(() => import("./delete-records-dialog"));
const ConvertDialog = later(() => import("./convert-dialog"));
const TagDialog = later(() => import("./tag-dialog"));

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly onChanged: (record: CRMRecord) => void;
}

/** What can be done with the whole record: write to it, convert a Lead, tag it, delete it. */
export default function RecordActions({ record, module, onChanged }: Props) {
  const [open, setOpen] = useState<"delete" | "convert" | "tags" | null>(null);
  const close = () => setOpen(null);
  const tag: MenuEntry = { label: t("life.tag"), icon: "tag", onSelect: () => setOpen("tags") };
  const remove: MenuEntry = { label: t("life.delete"), icon: "trash-2", danger: true, onSelect: () => setOpen("delete") };
  const entries: readonly MenuEntry[] = [...(record.is_writable ? [tag] : []), ...(record.is_deletable ? [...(record.is_writable ? [{ kind: "line" } as const] : []), remove] : [])];
  return (
    <Fragment>
      {record.is_writable && (isPerson(module) || leadsToPerson(module) || fieldOfType(module, "email") !== undefined) && <SendActions record={record} module={module} />}
      {module.name === "Leads" && record.is_writable && <Button variant="primary" icon="arrow-left-right" onClick={() => setOpen("convert")}>{t("life.convert")}</Button>}
      {entries.length > 0 && <MenuButton outlined label={t("life.more")} entries={entries} />}
      {open === "delete" && <DeleteRecordsDialog module={module} records={[record]} onClose={close} onDeleted={() => navigate(modulePath(module.name))} />}
      {open === "convert" && <ConvertDialog record={record} module={module} onClose={close} />}
      {open === "tags" && <TagDialog record={record} onClose={close} onChanged={onChanged} />}
    </Fragment>
  );
}
