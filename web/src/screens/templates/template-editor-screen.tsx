import { h } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Template } from "../../api/schema";
import "../../i18n/settings-words";
import "../../i18n/templates-words";
import { t, useLanguage } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { Link } from "../../link";
import { usePlace } from "../../router";
import type { ScreenProps } from "../../routes";
import { useLoaded } from "../../state/loaded";
import { NotFoundScreen } from "../not-found/not-found-screen";
import { SettingsPage } from "../settings/settings-page";
import { GuidelineLinks } from "./guideline-links";
import { NAME_MAX, type TemplateDraft, blankDraft, draftOf } from "./template-draft";
import { TemplateGate } from "./template-gate";
import { copyTemplatePath, templatePath, templatesPath } from "./template-paths";
import { isCorrectable } from "./template-status";

const TemplateEditor = later(() => import("./template-editor"));

/** What the editor begins with. */
export interface Start {
  readonly draft: TemplateDraft;
  /** The template that is corrected; null for a new one. */
  readonly corrected: Template | null;
}

/** Makes a template, from nothing or like another, or corrects one that was not approved. */
export default function TemplateEditorScreen({ parameters }: ScreenProps) {
  const language = useLanguage();
  const { query } = usePlace();
  const id = parameters["id"] ?? null;
  const like = query.get("copy");
  const start = useLoaded<Start>(`template to edit ${id} ${like}`, () => begin(id, like, language === "en" ? "en_US" : "zh_CN"));
  if (start.error instanceof ProblemError && start.error.code === "not_found") return <NotFoundScreen />;
  const corrected = start.value?.corrected ?? null;
  return (
    <SettingsPage
      wide
      focused
      title={id === null ? t("templates.new") : t("editor.correcting", { name: corrected?.name ?? "" })}
      crumbs={[
        { label: t("settings.group.automation") }, { label: t("settings.actions"), to: templatesPath }, { label: t("templates.tab"), to: templatesPath }, { label: t("templates.title"), to: templatesPath },
        ...(corrected ? [{ label: corrected.name, to: templatePath(corrected.id) }] : []),
      ]}
      end={<GuidelineLinks />}
    >
      <TemplateGate>
        {corrected && !isCorrectable(corrected) ? <Locked template={corrected} /> : start.value ? <TemplateEditor key={`${id} ${like}`} start={start.value} /> : start.error === null ? <Skeleton rows={8} /> : <Banner tone="danger" live action={<Button variant="link" onClick={() => void start.reload()}>{t("again")}</Button>}>{sentenceFor(start.error)}</Banner>}
      </TemplateGate>
    </SettingsPage>
  );
}

/** In review and once approved it stays as it is. */
function Locked({ template }: { readonly template: Template }) {
  return (
    <div className="card">
      <EmptyState drawing="lost" title={t("editor.locked", { name: template.name })} action={<Link to={copyTemplatePath(template.id)} className="button primary">{t("template.copy")}</Link>}>{t("problem.template_locked")}</EmptyState>
    </div>
  );
}

async function begin(id: string | null, like: string | null, language: string): Promise<Start> {
  if (id !== null) {
    const corrected = await call("getTemplate", { path: { id } });
    return { draft: draftOf(corrected), corrected };
  }
  if (like === null) return { draft: blankDraft("Leads", language), corrected: null };
  const draft = draftOf(await call("getTemplate", { path: { id: like } }));
  return { draft: { ...draft, name: t("editor.copyOf", { name: draft.name }).slice(0, NAME_MAX) }, corrected: null };
}
