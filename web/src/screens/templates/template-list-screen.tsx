import { h } from "ui";
import "../../i18n/settings-words";
import "../../i18n/templates-words";
import { t } from "../../i18n/t";
import { Segmented } from "../../kit/segmented";
import { Tabs } from "../../kit/tabs";
import { later } from "../../later";
import { navigate, usePlace } from "../../router";
import { SettingsPage } from "../settings/settings-page";
import { TemplateGate } from "./template-gate";
import { notificationsPath, templatesPath } from "./template-paths";

const TemplateList = later(() => import("./template-list"));
const NotificationList = later(() => import("./notification-list"));

type View = "templates" | "notifications";

/** 设置 › 自动化 › 动作 › WhatsApp 通知: what automation sends, and the templates it sends. */
export default function TemplateListScreen() {
  const { path } = usePlace();
  const view: View = path === notificationsPath ? "notifications" : "templates";
  return (
    <SettingsPage wide title={t("settings.actions")} crumbs={[{ label: t("settings.group.automation") }]}>
      <TemplateGate>
        <Tabs label={t("settings.actions")} value="whatsapp" tabs={[{ value: "whatsapp", label: t("templates.tab") }]} onChange={() => undefined}>
          <div className="template-list">
            <Segmented<View>
              label={t("templates.tab")}
              value={view}
              segments={[{ value: "templates", label: t("templates.title") }, { value: "notifications", label: t("notifications.title") }]}
              onChange={(next) => navigate(next === "templates" ? templatesPath : notificationsPath)}
            />
            {view === "templates" ? <TemplateList /> : <NotificationList />}
          </div>
        </Tabs>
      </TemplateGate>
    </SettingsPage>
  );
}
