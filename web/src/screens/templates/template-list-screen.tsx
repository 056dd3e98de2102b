import { h, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Template } from "../../api/schema";
import { dayAndTime, listTime } from "../../i18n/format";
import "../../i18n/settings-words";
import { t, useLanguage } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import { EndMark } from "../../kit/end-mark";
import { Skeleton } from "../../kit/skeleton";
import { Tabs } from "../../kit/tabs";
import { Link } from "../../link";
import { MergeText } from "../../merge/merge-text";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { serverNow } from "../../state/server-clock";
import { SettingsPage } from "../settings/settings-page";
import { TemplateGate } from "./template-gate";
import { templateLanguageName } from "./template-languages";
import { newTemplatePath, templatePath } from "./template-paths";
import { templateReason, TemplateCategoryWords, TemplateStatusBadge } from "./template-status";

/** 设置 › 自动化 › 动作 › WhatsApp 通知: the templates and where each stands with Meta. */
export default function TemplateListScreen() {
  return (
    <SettingsPage wide title={t("settings.actions")} crumbs={[{ label: t("settings.group.automation") }]}>
      <TemplateGate>
        <Tabs label={t("settings.actions")} value="whatsapp" tabs={[{ value: "whatsapp", label: t("templates.tab") }]} onChange={() => undefined}>
          <Templates />
        </Tabs>
      </TemplateGate>
    </SettingsPage>
  );
}

function Templates() {
  const first = useLoaded("templates", () => call("listTemplates"));
  const [older, setOlder] = useState<{ readonly templates: readonly Template[]; readonly next: string | null } | null>(null);
  useLive("templates", first.reload);

  const ids = new Set(first.value?.templates.map((one) => one.id));
  const templates = first.value ? [...first.value.templates, ...(older?.templates.filter((one) => !ids.has(one.id)) ?? [])] : null;
  const next = older ? older.next : first.value?.next_cursor ?? null;
  const more = async () => {
    if (next === null) return;
    const page = await call("listTemplates", { query: { cursor: next } });
    setOlder({ templates: [...(older?.templates ?? []), ...page.templates], next: page.next_cursor });
  };
  const create = <Link to={newTemplatePath} className="button primary">{t("templates.new")}</Link>;
  if (first.error !== null && !templates) return <Banner tone="danger" live action={<Button variant="link" onClick={() => void first.reload()}>{t("again")}</Button>}>{sentenceFor(first.error)}</Banner>;
  if (!templates) return <Skeleton rows={4} />;
  return (
    <div className="template-list">
      <div className="part-head">
        <div><h2>{t("templates.title")}</h2><p className="quiet">{t("templateList.hint")}</p></div>
        {templates.length > 0 && create}
      </div>
      {templates.length === 0 ? <div className="card"><EmptyState drawing="conversations" title={t("templateList.none")} action={create} heading="h3">{t("templateList.none.text")}</EmptyState></div> : <TemplateTable templates={templates} />}
      {next !== null && <EndMark key={next} onSeen={() => void more()} />}
    </div>
  );
}

function TemplateTable({ templates }: { readonly templates: readonly Template[] }) {
  const language = useLanguage();
  const modules = useModules();
  return (
    <DataTable<Template>
      label={t("templates.title")}
      rows={templates}
      keyOf={(one) => one.id}
      nameOf={(one) => one.name}
      columns={[
        { key: "name", label: t("templates.name"), cell: (one) => <div className="template-name"><Link to={templatePath(one.id)}>{one.name}</Link><small className="cut"><MergeText short text={one.body} module={null} /></small></div> },
        { key: "status", label: t("templates.status"), cell: (one) => <div className="template-state"><TemplateStatusBadge template={one} />{one.reason && <small>{templateReason(one)}</small>}</div> },
        { key: "module", label: t("templates.module"), cell: (one) => <span className="no-wrap">{modules?.find((module) => module.name === one.module)?.label ?? one.module}</span> },
        { key: "category", label: t("templates.category"), cell: (one) => <TemplateCategoryWords template={one} /> },
        { key: "language", label: t("templates.language"), cell: (one) => <span className="no-wrap">{templateLanguageName(one.language, language)}</span> },
        { key: "since", label: t("templateList.since"), cell: (one) => <time className="quiet no-wrap" dateTime={one.status_at} title={dayAndTime(one.status_at)}>{listTime(one.status_at, serverNow())}</time> },
      ]}
    />
  );
}
