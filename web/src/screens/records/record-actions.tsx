import { Fragment, h, useState } from "ui";
import type { Module, Record as CRMRecord } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { MenuButton } from "../../kit/menu-button";
import { later } from "../../later";
import { navigate } from "../../router";
import { isPerson } from "./module-words";
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
  return (
    <Fragment>
      {(isPerson(module) || fieldOfType(module, "email") !== undefined) && <SendActions record={record} module={module} />}
      {module.name === "Leads" && <Button variant="primary" icon="arrow-left-right" onClick={() => setOpen("convert")}>{t("life.convert")}</Button>}
      <MenuButton outlined label={t("life.more")} entries={[
        { label: t("life.tag"), icon: "tag", onSelect: () => setOpen("tags") },
        { kind: "line" },
        { label: t("life.delete"), icon: "trash-2", danger: true, onSelect: () => setOpen("delete") },
      ]} />
      {open === "delete" && <DeleteRecordsDialog module={module} records={[record]} onClose={close} onDeleted={() => navigate(modulePath(module.name))} />}
      {open === "convert" && <ConvertDialog record={record} module={module} onClose={close} />}
      {open === "tags" && <TagDialog record={record} onClose={close} onChanged={onChanged} />}
    </Fragment>
  );
}
