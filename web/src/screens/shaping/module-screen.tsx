import { h, useState } from "ui";
import type { Field, Module } from "../../api/schema";
import "../../i18n/life-words";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { Badge } from "../../kit/badge";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { DataTable } from "../../kit/data-table";
import { Icon } from "../../kit/icon";
import { IconButton } from "../../kit/icon-button";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { Link } from "../../link";
import type { ScreenProps } from "../../routes";
import { useModules } from "../../state/modules";
import { useMe } from "../../state/session";
import { NotFoundScreen } from "../not-found/not-found-screen";
import { modulePath } from "../records/record-paths";
import { sectionsOf } from "../records/record-values";
import { SettingsPage } from "../settings/settings-page";
import { AdministratorGate } from "./administrator-gate";
import { iconOf, mayRemove } from "./field-types";
import { shapingRoot } from "./shaping-paths";

const LayoutDialog = later(() => import("./layout-dialog"));
const ModuleDialog = later(() => import("./module-dialog"));
const FieldDialog = later(() => import("./field-dialog"));
const RemoveFieldDialog = later(() => import("./remove-field-dialog"));

type Open = { readonly kind: "module" | "new" | "layout" } | { readonly kind: "field" | "remove"; readonly field: Field };

/** One module: its fields by section. */
export default function ModuleScreen({ parameters }: ScreenProps) {
  const modules = useModules();
  const { is_administrator: mayShape } = useMe().user;
  const module = modules?.find((one) => one.name === parameters["module"]);
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  if (modules && !module) return <NotFoundScreen />;
  return (
    <SettingsPage
      wide
      title={module?.label ?? t("loading")}
      crumbs={[{ label: t("settings.modules"), to: shapingRoot }]}
      hint={module && <span className="shaping-hint"><span>{t(`shaping.sharing.${module.sharing}`)}</span><Link to={modulePath(module.name)}>{t("shaping.openRecords")}</Link></span>}
      end={module && mayShape && [<Button key="layout" icon="layout-grid" onClick={() => setOpen({ kind: "layout" })}>{t("layout.open")}</Button>, <Button key="edit" icon="pencil" onClick={() => setOpen({ kind: "module" })}>{t("shaping.module.change")}</Button>, <Button key="new" variant="primary" icon="plus" onClick={() => setOpen({ kind: "new" })}>{t("shaping.field.new")}</Button>]}
    >
      <AdministratorGate>
        {module ? sectionsOf(module.fields, module.sections).map((section) => (
          <Card key={section.name} title={section.label}>
            <FieldTable module={module} label={`${module.label} · ${section.label}`} fields={section.fields} onOpen={setOpen} />
          </Card>
        )) : <Skeleton rows={5} />}
      </AdministratorGate>
      {module && open?.kind === "module" && <ModuleDialog module={module} onClose={close} onSaved={close} />}
      {module && open?.kind === "layout" && <LayoutDialog module={module} onClose={close} />}
      {module && open?.kind === "new" && <FieldDialog module={module} field={null} onClose={close} />}
      {module && open?.kind === "field" && <FieldDialog module={module} field={open.field} onClose={close} />}
      {module && open?.kind === "remove" && <RemoveFieldDialog module={module} field={open.field} onClose={close} />}
    </SettingsPage>
  );
}

interface TableProps {
  readonly module: Module;
  readonly label: string;
  readonly fields: readonly Field[];
  readonly onOpen: (open: Open) => void;
}

function FieldTable({ label, fields, onOpen }: TableProps) {
  const modules = useModules();
  const about = (field: Field) => [
    field.is_required && t("shaping.required"),
    field.is_unique && t("shaping.unique"),
    field.lookup_module !== null && `→ ${modules?.find((one) => one.name === field.lookup_module)?.label ?? field.lookup_module}`,
    field.number_prefix && `${field.number_prefix}…`,
    field.options !== null && t("shaping.optionCount", { count: field.options.length }),
  ].filter(Boolean).join(" · ");
  return (
    <DataTable<Field>
      label={label}
      rows={fields}
      keyOf={(field) => field.id}
      nameOf={(field) => field.label}
      columns={[
        { key: "label", label: t("shaping.field"), cell: (field) => <span className="shaping-module"><b>{field.label}</b>{field.is_custom && <Badge tone="info">{t("shaping.custom")}</Badge>}</span> },
        { key: "type", label: t("shaping.type"), cell: (field) => <span className="shaping-type"><Icon name={iconOf(field.type)} size={16} />{t(`shaping.type.${field.type}`)}</span> },
        { key: "about", label: t("shaping.asks"), cell: (field) => <span className="quiet">{about(field)}</span> },
        { key: "act", label: t("shaping.act"), width: 88, cell: (field) => (
          <span className="shaping-act">
            <IconButton size={24} icon="pencil" label={t("record.edit", { field: field.label })} onClick={() => onOpen({ kind: "field", field })} />
            {mayRemove(field) && <IconButton size={24} danger icon="trash-2" label={t("shaping.field.remove", { field: field.label })} onClick={() => onOpen({ kind: "remove", field })} />}
          </span>
        ) },
      ]}
    />
  );
}
