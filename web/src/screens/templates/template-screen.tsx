import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Template } from "../../api/schema";
import { clockTime, dayAndTime } from "../../i18n/format";
import "../../i18n/settings-words";
import { t, useLanguage } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Icon } from "../../kit/icon";
import { PhonePreview } from "../../kit/phone-preview";
import { Skeleton } from "../../kit/skeleton";
import { MergeText } from "../../merge/merge-text";
import { fillTokens } from "../../merge/tokens";
import type { ScreenProps } from "../../routes";
import { numbersOf, useChannels } from "../../state/channels";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModule } from "../../state/modules";
import { serverNow } from "../../state/server-clock";
import { NotFoundScreen } from "../not-found/not-found-screen";
import { SettingsPage } from "../settings/settings-page";
import { LookChoice, type PhoneLook } from "./look-choice";
import { TemplateGate } from "./template-gate";
import { templateLanguageName } from "./template-languages";
import { templatesPath } from "./template-paths";
import { templateReason, TemplateCategoryWords, TemplateStatusBadge } from "./template-status";

/** One template as it was submitted. Nothing can be changed: WhatsApp reviews the words as they are. */
export default function TemplateScreen({ parameters }: ScreenProps) {
  const id = parameters["id"] ?? "";
  const template = useLoaded(`template ${id}`, () => call("getTemplate", { path: { id } }));
  useLive("templates", template.reload);
  if (template.error instanceof ProblemError && template.error.code === "not_found") return <NotFoundScreen />;
  return (
    <SettingsPage wide title={template.value?.name ?? t("templates.title")} crumbs={[{ label: t("settings.group.automation") }, { label: t("settings.actions"), to: templatesPath }, { label: t("templates.title"), to: templatesPath }]}>
      <TemplateGate>
        {template.value ? <Details template={template.value} /> : template.error === null ? <Skeleton rows={4} /> : <Banner tone="danger" live>{sentenceFor(template.error)}</Banner>}
      </TemplateGate>
    </SettingsPage>
  );
}

function Details({ template }: { readonly template: Template }) {
  const language = useLanguage();
  const module = useModule(template.module ?? "");
  const sender = numbersOf(useChannels())[0]?.verified_name ?? "";
  const [look, setLook] = useState<PhoneLook>("light");
  const facts = [
    { label: t("templates.status"), value: <span className="template-state-line"><TemplateStatusBadge template={template} /><span className="quiet">{dayAndTime(template.status_at)}</span></span> },
    { label: t("templates.module"), value: module?.label ?? template.module },
    { label: t("templates.language"), value: `${templateLanguageName(template.language, language)} · ${template.language}` },
    { label: t("templates.category"), value: <TemplateCategoryWords template={template} /> },
    { label: t("templates.metaName"), value: <code>{template.provider_name}</code> },
  ];
  const bad = template.status === "rejected" || template.status === "failed" || template.status === "disabled";
  return (
    <div className="editor-columns">
      <div className="card">
        <div className="card-body">
          {template.status === "in_review" && <Banner tone="info" icon="clock">{t("template.locked.in_review")}</Banner>}
          {template.status === "approved" && <Banner tone="good" icon="lock">{t("template.locked.approved")}</Banner>}
          {(bad || template.status === "paused") && <Banner tone={bad ? "danger" : "warn"} title={t(`template.why.${template.status}`)}>{templateReason(template)}</Banner>}
          <dl className="facts">
            {facts.map((fact) => <div key={fact.label}><dt>{fact.label}</dt><dd>{fact.value}</dd></div>)}
          </dl>
          <div>
            <h2 className="fact-title">{t("templates.body")} <Icon name="lock" size={14} label={t("template.readOnly")} /></h2>
            <p className="template-body"><MergeText short text={template.body} module={null} /></p>
          </div>
        </div>
      </div>
      <div className="editor-side">
        <LookChoice look={look} onChange={setLook} />
        <PhonePreview sender={sender} time={clockTime(serverNow())} look={look} body={fillTokens(template.body, (token) => token.fallback || token.field)} />
      </div>
    </div>
  );
}
