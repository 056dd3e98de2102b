import { h } from "ui";
import "../../i18n/settings-words";
import "../../i18n/templates-words";
import { t } from "../../i18n/t";
import { Segmented } from "../../kit/segmented";
import { Tabs } from "../../kit/tabs";
import { later } from "../../later";
import { navigate, usePlace } from "../../router";
import { useChannels } from "../../state/channels";
import { useRight } from "../../state/rights";
import { SettingsPage } from "../settings/settings-page";
import { TemplateGate } from "./template-gate";
import { actionsPath, notificationsPath, templatesPath } from "./template-paths";

const TemplateList = later(() => import("./template-list"));
const NotificationList = later(() => import("./notification-list"));

type View = "templates" | "notifications";

/** 设置 › 自动化 › 动作 › WhatsApp 通知: what automation sends, and the templates it sends. */
export default function TemplateListScreen() {
  const { path } = usePlace();
  const mayTemplates = useRight("manage_templates");
  // Who may manage only the one begins with it.
  const view: View = path === notificationsPath || (path === actionsPath && !mayTemplates) ? "notifications" : "templates";
  const right = view === "templates" ? "manage_templates" : "manage_automation";
  // Before there is an account there is no tab either.
  const connected = (useChannels()?.length ?? 0) > 0;
  return (
    <SettingsPage wide title={t("settings.actions")} crumbs={[{ label: t("settings.group.automation") }]}>
      {!connected ? <TemplateGate right={right}>{null}</TemplateGate> : (
        <Tabs label={t("settings.actions")} value="whatsapp" tabs={[{ value: "whatsapp", label: t("templates.tab") }]} onChange={() => undefined}>
          <div className="template-list">
            <Segmented<View>
              label={t("templates.tab")}
              value={view}
              segments={[{ value: "templates", label: t("templates.title") }, { value: "notifications", label: t("notifications.title") }]}
              onChange={(next) => navigate(next === "templates" ? templatesPath : notificationsPath)}
            />
            <TemplateGate right={right}>{view === "templates" ? <TemplateList /> : <NotificationList />}</TemplateGate>
          </div>
        </Tabs>
      )}
    </SettingsPage>
  );
}
