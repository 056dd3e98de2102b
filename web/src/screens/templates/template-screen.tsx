import { Fragment, type ReactNode, h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Template, Use } from "../../api/schema";
import { dayAndTime } from "../../i18n/format";
import "../../i18n/settings-words";
import "../../i18n/templates-words";
import { type Key, isKey, t, useLanguage } from "../../i18n/t";
import { Badge, type Tone } from "../../kit/badge";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Icon } from "../../kit/icon";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { MergeText } from "../../merge/merge-text";
import { fillTokens, findTokens, shortName } from "../../merge/tokens";
import { navigate } from "../../router";
import type { ScreenProps } from "../../routes";
import { numbersOf, useChannels } from "../../state/channels";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModule } from "../../state/modules";
import { NotFoundScreen } from "../not-found/not-found-screen";
import { SettingsPage } from "../settings/settings-page";
import { LookChoice, usualPhone } from "./look-choice";
import { TemplateGate } from "./template-gate";
import { templateLanguageName } from "./template-languages";
import { templatesPath } from "./template-paths";
import { buttonIcons } from "./part-icons";
import { HeaderMedia } from "./template-parts";
import { templateReason, TemplateCategoryWords, TemplateStatusBadge } from "./template-status";
import { UseList } from "./use-list";

const TemplatePhone = later(() => import("./template-phone"));
const TemplateActions = later(async () => ({ default: (await import("./template-actions")).TemplateActions }));

/** One template as it was submitted. Approved or in review nothing can be changed: WhatsApp reviews the words as they are. */
export default function TemplateScreen({ parameters }: ScreenProps) {
  const id = parameters["id"] ?? "";
  const template = useLoaded(`template ${id}`, () => call("getTemplate", { path: { id } }));
  useLive("templates", template.reload);
  if (template.error instanceof ProblemError && template.error.code === "not_found") return <NotFoundScreen />;
  return (
    <SettingsPage
      wide
      title={template.value?.name ?? t("templates.title")}
      crumbs={[{ label: t("settings.group.automation") }, { label: t("settings.actions"), to: templatesPath }, { label: t("templates.title"), to: templatesPath }]}
      end={template.value && <TemplateActions template={template.value} onDeleted={() => navigate(templatesPath)} />}
    >
      <TemplateGate>
        {template.value ? <Details template={template.value} /> : template.error === null ? <Skeleton rows={4} /> : <Banner tone="danger" live action={<Button variant="link" onClick={() => void template.reload()}>{t("again")}</Button>}>{sentenceFor(template.error)}</Banner>}
      </TemplateGate>
    </SettingsPage>
  );
}

function Details({ template }: { readonly template: Template }) {
  const language = useLanguage();
  const module = useModule(template.module ?? "");
  const sender = numbersOf(useChannels())[0]?.verified_name ?? "";
  const [phone, setPhone] = useState(usualPhone);
  const facts: readonly { readonly label: string; readonly value: ReactNode }[] = [
    { label: t("templates.status"), value: <span className="template-state-line"><TemplateStatusBadge template={template} /><span className="quiet">{dayAndTime(template.status_at)}</span></span> },
    { label: t("templates.module"), value: template.module === null ? <span className="quiet">{t("templateList.unmapped")}</span> : module?.label ?? template.module },
    { label: t("templates.language"), value: `${templateLanguageName(template.language, language)} · ${template.language}` },
    { label: t("templates.category"), value: <TemplateCategoryWords template={template} /> },
    ...(template.quality === null ? [] : [{ label: t("templates.quality"), value: <Quality quality={template.quality} /> }]),
    { label: t("templates.metaName"), value: <code>{template.provider_name}</code> },
    { label: t("templates.madeBy"), value: template.made_by?.name ?? t("templates.madeElsewhere") },
  ];
  const isStopped = template.status === "paused" || template.status === "disabled";
  const poor = template.status === "approved" && (template.quality === "yellow" || template.quality === "red") ? template.quality : null;
  // Said once, with what weighs most.
  const isMoveAlone = !isStopped && poor === null;
  return (
    <div className="editor-columns">
      <div className="card">
        <div className="card-body">
          <StateBanner template={template} />
          {template.unusable !== null && <Banner tone="warn" title={t("template.unusable")}>{isKey(`template.unusable.${template.unusable}`) ? t(`template.unusable.${template.unusable}` as Key) : template.unusable}</Banner>}
          {template.effective_category !== template.category && <Banner tone="warn" title={t("template.moved.title", { now: t(`template.category.${template.effective_category}`) })}>{t(`template.moved.${template.effective_category}`)}{isMoveAlone && <Concerned uses={template.uses} />}</Banner>}
          {poor !== null && <Banner tone="warn" title={t("template.poor.title", { quality: t(`template.quality.${poor}`) })}>{t("template.poor.text")}<Concerned uses={template.uses} /></Banner>}
          <dl className="facts">
            {facts.map((fact) => <div key={fact.label}><dt>{fact.label}</dt><dd>{fact.value}</dd></div>)}
          </dl>
          <Parts template={template} />
        </div>
      </div>
      <div className="editor-side">
        <LookChoice phone={phone} onChange={setPhone} />
        <TemplatePhone sender={sender} phone={phone} words={sampledWords(template)} />
        {template.samples.length > 0 && <p className="quiet centred-words">{t("template.sampled")}</p>}
      </div>
    </div>
  );
}

/** With the samples that the reviewers see. */
function sampledWords(template: Template) {
  const fill = (text: string, samples: readonly (string | null | undefined)[]) => fillTokens(text, (token, index) => samples[index] || token.fallback?.trim() || shortName(token));
  const { header } = template;
  return { ...template, header: header && { ...header, text: header.text === null ? null : fill(header.text, [header.sample]) }, text: fill(template.body, template.samples) };
}

/** Where it stands, why, and what to do next. */
function StateBanner({ template }: { readonly template: Template }) {
  const { status, module } = template;
  const reason = templateReason(template);
  if (module === null && template.unusable !== null) return null;
  if (module === null) return <Banner tone="info" icon="link" title={t("template.unmapped")}>{t("template.unmapped.text")}</Banner>;
  if (status === "in_review") return <Banner tone="info" icon="clock">{t("template.locked.in_review")}</Banner>;
  if (status === "approved") return <Banner tone="good" icon="lock">{t("template.locked.approved")}</Banner>;
  return (
    <Banner tone={status === "paused" ? "warn" : "danger"} title={t(`template.why.${status}`)}>
      {reason && <>{reason}<br /></>}
      {t(`template.next.${status}`)}
      <Concerned uses={template.uses} />
    </Banner>
  );
}

/** What uses the template, at the end of what has become of it. */
function Concerned({ uses = [] }: { readonly uses: readonly Use[] | undefined }) {
  return uses.length === 0 ? null : <>{" "}{t("template.concerns")}<UseList uses={uses} /></>;
}

const qualities: Readonly<Record<string, Tone>> = { green: "good", yellow: "warn", red: "danger" };

function Quality({ quality }: { readonly quality: string }) {
  const known = quality in qualities ? (quality as "green" | "yellow" | "red") : "unknown";
  return <span className="template-state-line"><Badge tone={qualities[known] ?? "neutral"}>{t(`template.quality.${known}`)}</Badge><span className="quiet">{t("template.quality.hint")}</span></span>;
}

/** What was submitted, part by part, with what the reviewers see in the places of merge fields. */
function Parts({ template }: { readonly template: Template }) {
  const { header, body, footer, buttons } = template;
  return (
    <>
      {header && (
        <section>
          <h2 className="fact-title">{t("templates.header")} · {t(`header.${header.kind}`)}</h2>
          {header.text !== null && <p className="template-body"><MergeText short text={header.text} /></p>}
          {header.kind !== "text" && <div className="template-media"><HeaderMedia header={header} /></div>}
        </section>
      )}
      <section>
        <h2 className="fact-title">{t("templates.body")} <Icon name="lock" size={14} label={t("template.readOnly")} /></h2>
        <p className="template-body"><MergeText short text={body} /></p>
      </section>
      {footer !== null && <section><h2 className="fact-title">{t("templates.footer")}</h2><p className="template-body">{footer}</p></section>}
      {buttons.length > 0 && (
        <section>
          <h2 className="fact-title">{t("templates.buttons")}</h2>
          <ul className="template-buttons">
            {buttons.map((button) => <li key={button.label}><Icon name={buttonIcons[button.kind]} size={16} /><b>{button.label}</b><span className="quiet"><MergeText short text={button.url ?? button.phone ?? t("buttons.reply.hint")} /></span></li>)}
          </ul>
        </section>
      )}
      {template.samples.length > 0 && (
        <section>
          <h2 className="fact-title">{t("samples.title")}</h2>
          <dl className="facts">{findTokens(body).map((token, index) => <div key={token.start}><dt>{shortName(token)}</dt><dd>{template.samples[index]}</dd></div>)}</dl>
        </section>
      )}
    </>
  );
}
