import { h, useState } from "ui";
import type { Module } from "../../api/schema";
import "../../i18n/settings-words";
import { count } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Badge } from "../../kit/badge";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { Link } from "../../link";
import { navigate } from "../../router";
import { useModules } from "../../state/modules";
import { useMe } from "../../state/session";
import { SettingsPage } from "../settings/settings-page";
import { AdministratorGate } from "./administrator-gate";
import { shapingPath } from "./shaping-paths";

const ModuleDialog = later(() => import("./module-dialog"));

/** 设置 › 模块和字段: what the organisation keeps, and making more of it. */
export default function ModuleListScreen() {
  const modules = useModules();
  const { is_administrator: mayShape } = useMe().user;
  const [making, setMaking] = useState(false);
  return (
    <SettingsPage wide title={t("settings.modules")} hint={t("shaping.hint")} end={mayShape && <Button variant="primary" icon="plus" onClick={() => setMaking(true)}>{t("shaping.module.new")}</Button>}>
      <AdministratorGate>
        {modules ? (
          <DataTable<Module>
            label={t("settings.modules")}
            rows={modules}
            keyOf={(module) => module.id}
            nameOf={(module) => module.label}
            columns={[
              { key: "label", label: t("shaping.module"), cell: (module) => <span className="shaping-module"><Link to={shapingPath(module.name)} className="name-link"><span>{module.label}</span></Link>{module.is_custom && <Badge tone="info">{t("shaping.custom")}</Badge>}</span> },
              { key: "name", label: t("shaping.apiName"), cell: (module) => <code className="shaping-name">{module.name}</code> },
              { key: "fields", label: t("shaping.fields"), number: true, cell: (module) => count(module.fields.length) },
              { key: "sharing", label: t("shaping.sharing"), cell: (module) => t(`shaping.sharing.${module.sharing}`) },
            ]}
          />
        ) : <Skeleton rows={5} />}
      </AdministratorGate>
      {making && <ModuleDialog module={null} onClose={() => setMaking(false)} onSaved={(module) => navigate(shapingPath(module.name))} />}
    </SettingsPage>
  );
}
