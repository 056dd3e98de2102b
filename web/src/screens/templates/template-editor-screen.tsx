import { h } from "ui";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { later } from "../../later";
import { SettingsPage } from "../settings/settings-page";
import { TemplateGate } from "./template-gate";
import { META_GUIDELINES, templatesPath } from "./template-paths";

const TemplateEditor = later(() => import("./template-editor"));

export default function TemplateEditorScreen() {
  return (
    <SettingsPage
      wide
      title={t("templates.new")}
      crumbs={[{ label: t("settings.group.automation") }, { label: t("settings.actions"), to: templatesPath }, { label: t("templates.tab"), to: templatesPath }, { label: t("templates.title"), to: templatesPath }]}
      end={<a href={META_GUIDELINES} target="_blank" rel="noopener noreferrer" className="button link">{t("editor.guidelines")}<Icon name="external-link" size={16} /></a>}
    >
      <TemplateGate><TemplateEditor /></TemplateGate>
    </SettingsPage>
  );
}
