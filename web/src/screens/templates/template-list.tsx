import { Fragment, h, useEffect, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { Template, TemplateCategory, TemplateStatus } from "../../api/schema";
import { dayAndTime, listTime } from "../../i18n/format";
import { t, useLanguage } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import { EndMark } from "../../kit/end-mark";
import { Icon } from "../../kit/icon";
import { Select } from "../../kit/select";
import { Skeleton } from "../../kit/skeleton";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { Link } from "../../link";
import { MergeText } from "../../merge/merge-text";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { serverNow } from "../../state/server-clock";
import { GuidelineLinks } from "./guideline-links";
import { TemplateActions } from "./template-actions";
import { templateLanguageName } from "./template-languages";
import { newTemplatePath, templatePath } from "./template-paths";
import { templateReason, TemplateCategoryWords, TemplateStatusBadge } from "./template-status";

const ANY = "";
const UNMAPPED = "unmapped";
const PAUSE_MS = 250;
const statuses: readonly TemplateStatus[] = ["in_review", "approved", "rejected", "paused", "disabled", "failed"];
const categories: readonly TemplateCategory[] = ["notification", "marketing"];

interface Filter {
  readonly q: string;
  readonly status: TemplateStatus | typeof ANY;
  readonly category: TemplateCategory | typeof ANY;
  readonly module: string;
}

const all: Filter = { q: "", status: ANY, category: ANY, module: ANY };

/** The templates and where each stands with Meta. */
export default function TemplateList() {
  const [filter, setFilter] = useState(all);
  const [asked, setAsked] = useState(all);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(filter), filter.q === asked.q ? 0 : PAUSE_MS);
    return () => clearTimeout(timer);
  }, [filter, asked.q]);
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value.trim() !== ANY)) as Partial<Filter & { readonly status: TemplateStatus; readonly category: TemplateCategory }>;
  const key = `templates ${JSON.stringify(query)}`;
  const first = useLoaded(key, () => call("listTemplates", { query }));
  const [older, setOlder] = useState<{ readonly key: string; readonly templates: readonly Template[]; readonly next: string | null } | null>(null);
  useLive("templates", first.reload);

  const further = older?.key === key ? older : null;
  const ids = new Set(first.value?.templates.map((one) => one.id));
  const templates = first.value ? [...first.value.templates, ...(further?.templates.filter((one) => !ids.has(one.id)) ?? [])] : null;
  const next = further ? further.next : first.value?.next_cursor ?? null;
  const more = async () => {
    if (next === null) return;
    const page = await call("listTemplates", { query: { ...query, cursor: next } });
    setOlder({ key, templates: [...(further?.templates ?? []), ...page.templates], next: page.next_cursor });
  };
  const filtered = JSON.stringify(asked) !== JSON.stringify(all);
  const create = <Link to={newTemplatePath} className="button primary">{t("templates.new")}</Link>;
  const bare = templates?.length === 0 && !filtered;
  return (
    <>
      <div className="part-head">
        <div><h2>{t("templates.title")}</h2><p className="quiet">{t("templateList.hint")}</p></div>
        {!bare && <RefreshButton />}
        {!bare && create}
      </div>
      {!bare && <Filters filter={filter} onChange={setFilter} />}
      {first.error !== null && !templates ? <Banner tone="danger" live action={<Button variant="link" onClick={() => void first.reload()}>{t("again")}</Button>}>{sentenceFor(first.error)}</Banner> : !templates ? <Skeleton rows={4} /> : bare ? (
        <div className="card">
          <EmptyState drawing="conversations" title={t("templateList.none")} action={create} heading="h3">{t("templateList.none.text")}</EmptyState>
          <p className="centred-words"><GuidelineLinks /></p>
        </div>
      ) : templates.length === 0 ? (
        <div className="card"><EmptyState drawing="lost" title={t("templateList.noHits")} heading="h3" action={<Button onClick={() => setFilter(all)}>{t("templateList.all")}</Button>} /></div>
      ) : <TemplateTable templates={templates} />}
      {next !== null && <EndMark key={next} onSeen={() => void more()} />}
    </>
  );
}

/** Asks Meta where the templates stand; what is new comes by itself. */
function RefreshButton() {
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    try {
      await call("refreshTemplates");
      toast({ text: t("templateList.refreshed") });
    } catch (error) {
      toast({ text: sentenceFor(error), tone: "danger" });
    }
    setBusy(false);
  };
  return <Button icon="refresh-cw" busy={busy} onClick={() => void ask()}>{t("templateList.refresh")}</Button>;
}

function Filters({ filter, onChange }: { readonly filter: Filter; readonly onChange: (filter: Filter) => void }) {
  const modules = useModules();
  return (
    <div className="template-filters" role="search">
      <TextField bare type="search" icon="search" label={t("sending.search")} placeholder={t("sending.search")} value={filter.q} onChange={(q) => onChange({ ...filter, q })} />
      <Select bare label={t("templates.status")} value={filter.status} options={[{ value: ANY, label: t("templateList.anyStatus") }, ...statuses.map((status) => ({ value: status, label: t(`template.status.${status}`) }))]} onChange={(status) => onChange({ ...filter, status })} />
      <Select bare label={t("templates.category")} value={filter.category} options={[{ value: ANY, label: t("templateList.anyCategory") }, ...categories.map((category) => ({ value: category, label: t(`template.category.${category}`) }))]} onChange={(category) => onChange({ ...filter, category })} />
      <Select bare label={t("templates.module")} value={filter.module} options={[{ value: ANY, label: t("templateList.anyModule") }, ...(modules ?? []).map((module) => ({ value: module.name, label: module.label })), { value: UNMAPPED, label: t("templateList.unmapped") }]} onChange={(module) => onChange({ ...filter, module })} />
    </div>
  );
}

/** Translations of one template stand together, where the newest of them stands. */
export function grouped(templates: readonly Template[]): readonly (Template & { readonly isFurther: boolean })[] {
  const names = [...new Set(templates.map((one) => one.name))];
  return names.flatMap((name) => templates.filter((one) => one.name === name).map((one, index) => ({ ...one, isFurther: index > 0 })));
}

function TemplateTable({ templates }: { readonly templates: readonly Template[] }) {
  const language = useLanguage();
  const modules = useModules();
  return (
    <DataTable<Template & { readonly isFurther: boolean }>
      label={t("templates.title")}
      rows={grouped(templates)}
      keyOf={(one) => one.id}
      nameOf={(one) => one.name}
      columns={[
        {
          key: "name",
          label: t("templates.name"),
          cell: (one) => (
            <div className={one.isFurther ? "template-name further" : "template-name"}>
              {one.isFurther && <Icon name="languages" size={14} label={t("templateList.translation")} />}
              <Link to={templatePath(one.id)}>{one.name}</Link>
              <small className="cut"><MergeText short text={one.body} /></small>
            </div>
          ),
        },
        { key: "status", label: t("templates.status"), cell: (one) => <div className="template-state"><TemplateStatusBadge template={one} />{one.reason && <small>{templateReason(one)}</small>}</div> },
        { key: "module", label: t("templates.module"), cell: (one) => <span className="no-wrap">{one.module === null ? <span className="quiet">{t("templateList.unmapped")}</span> : modules?.find((module) => module.name === one.module)?.label ?? one.module}</span> },
        { key: "category", label: t("templates.category"), cell: (one) => <TemplateCategoryWords template={one} /> },
        { key: "language", label: t("templates.language"), cell: (one) => <span className="no-wrap">{templateLanguageName(one.language, language)}</span> },
        { key: "since", label: t("templateList.since"), cell: (one) => <time className="quiet no-wrap" dateTime={one.status_at} title={dayAndTime(one.status_at)}>{listTime(one.status_at, serverNow())}</time> },
        { key: "acts", label: "", width: 48, cell: (one) => <TemplateActions template={one} menu /> },
      ]}
    />
  );
}
