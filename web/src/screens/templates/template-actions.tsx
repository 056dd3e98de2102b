import { Fragment, h, useState } from "ui";
import type { Template } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { MenuButton } from "../../kit/menu-button";
import { later } from "../../later";
import { navigate } from "../../router";
import { copyTemplatePath, editTemplatePath } from "./template-paths";
import { isCorrectable } from "./template-status";

const DeleteTemplateDialog = later(() => import("./delete-template-dialog"));
const MapTemplateDialog = later(() => import("./map-template-dialog"));

interface Props {
  readonly template: Template;
  /** In a table's line: three dots. */
  readonly menu?: boolean;
  readonly onDeleted?: () => void;
}

/** What can be done with a template in its state. */
export function TemplateActions({ template, menu, onDeleted }: Props) {
  const [asking, setAsking] = useState<"delete" | "map" | null>(null);
  const entries = [
    ...(isCorrectable(template) ? [{ label: t("template.correct"), icon: "pencil" as const, onSelect: () => navigate(editTemplatePath(template.id)) }] : []),
    ...(template.module === null && template.unusable === null ? [{ label: t("template.map"), icon: "link" as const, onSelect: () => setAsking("map") }] : []),
    { label: t("template.copy"), icon: "copy" as const, onSelect: () => navigate(copyTemplatePath(template.id)) },
    { label: t("template.delete"), icon: "trash-2" as const, danger: true, disabled: template.status === "in_review", ...(template.status === "in_review" ? { hint: t("template.delete.inReview") } : {}), onSelect: () => setAsking("delete") },
  ];
  const [main, ...others] = entries;
  return (
    <>
      {menu ? <MenuButton label={t("template.actions", { name: template.name })} entries={entries} /> : (
        <>
          {main && <Button variant={isCorrectable(template) || template.module === null ? "primary" : "secondary"} icon={main.icon} onClick={main.onSelect}>{main.label}</Button>}
          <MenuButton outlined label={t("template.actions", { name: template.name })} entries={others} />
        </>
      )}
      {asking === "delete" && <DeleteTemplateDialog template={template} onClose={() => setAsking(null)} {...(onDeleted ? { onDeleted } : {})} />}
      {asking === "map" && <MapTemplateDialog template={template} onClose={() => setAsking(null)} />}
    </>
  );
}
