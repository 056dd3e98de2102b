import { Fragment, h, useEffect, useState } from "ui";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Id, Module, Record as CRMRecord, View } from "../../api/schema";
import { count as countWords } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { EndMark } from "../../kit/end-mark";
import { MenuButton } from "../../kit/menu-button";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import { navigate, usePlace } from "../../router";
import { useRight } from "../../state/rights";
import { useViews } from "../../state/views";
import { useTitle } from "../../use-title";
import { QUOTES, newQuotePath } from "../quotes/quote-paths";
import { ListEmpty } from "./list-empty";
import { type Draft, MOST_COUNTED, isChanged, queryOf, rememberOrder, shownOf, shownView, useListState } from "./list-state";
import { newWords } from "./module-words";
import { columnsOf } from "./record-columns";
import { modulePath, recordPath } from "./record-paths";
import { useRecords } from "./use-records";
import { ViewPicker } from "./view-picker";

const QuickCreateDialog = later(() => import("./quick-create-dialog"));
const BulkActions = later(() => import("./bulk-actions"));
const FilterPanel = later(() => import("../views/filter-panel"));
const CriteriaChips = later(() => import("../views/criteria-chips"));
const DraftBar = later(() => import("../views/draft-bar"));
const ColumnsDialog = later(() => import("../views/columns-dialog"));

/** The records of a module as a view shows them: which, in what columns, in what order. */
export function RecordList({ module }: { readonly module: Module }) {
  useTitle(module.label);
  const views = useViews(module.name);
  const wanted = usePlace().query.get("view");
  const [state, setState] = useListState(module.name);
  const view = views.value ? shownView(views.value, wanted ?? state.view) : null;
  const draft = view && (state.view === null || state.view === view.id) ? state.draft : {};
  const records = useRecords(module.name, view ? queryOf(view, draft) : null);
  const [creating, setCreating] = useState(false);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = records.records?.filter((record) => ticked.has(record.id)) ?? [];
  useEffect(() => {
    if (records.records) rememberOrder(module.name, records.records.map((record) => record.id), records.count);
  }, [module.name, records.records, records.count]);
  const error = views.error ?? records.error;
  const gone = error instanceof ProblemError && error.code === "not_found" && records.records !== null;

  const create = module.actions.includes("create") && <Button variant="primary" icon="plus" onClick={() => (module.name === QUOTES ? navigate(newQuotePath()) : setCreating(true))}>{newWords(module)}</Button>;
  const choose = (id: Id | null) => {
    setState({ view: id, draft: {} });
    navigate(id === null ? modulePath(module.name) : `${modulePath(module.name)}?view=${id}`, { replace: true });
  };
  const again = () => void (views.value ? records.refresh() : views.reload());
  return (
    <div className="page record-list">
      <div className="page-head">
        <h1>{module.label}</h1>
        <div className="page-actions">
          {create}
          <MenuButton outlined label={t("records.more")} entries={[{ label: t("records.bin"), icon: "trash-2", onSelect: () => navigate(`/settings/data/bin?module=${encodeURIComponent(module.name)}`) }]} />
        </div>
      </div>
      {view && views.value && (
        <ListTools module={module} views={views.value} view={view} draft={draft} error={records.error} count={records.count} onChoose={choose} onDraft={(next) => setState({ view: view.id, draft: next })} onChanged={views.reload} />
      )}
      {error !== null && !gone && !isCriteriaFault(error) && <Banner tone="danger" live action={<Button variant="link" onClick={again}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>}
      {!view || !records.records ? error === null && <div className="card padded"><Skeleton rows={6} avatar /></div> : records.records.length === 0 ? (
        <ListEmpty module={module} filtered={shownOf(view, draft).criteria !== null} create={create} onClear={() => setState({ view: view.id, draft: { ...draft, criteria: null } })} />
      ) : (
        <DataTable<CRMRecord>
          label={module.label}
          columns={columnsOf(module, shownOf(view, draft).columns)}
          rows={records.records}
          keyOf={(record) => record.id}
          nameOf={(record) => record.name}
          ticked={new Set(chosen.map((record) => record.id))}
          onTick={setTicked}
          bulk={chosen.length > 0 && <BulkActions module={module} records={chosen} onDone={() => setTicked(new Set())} />}
          sort={{ key: shownOf(view, draft).sort.field, descending: shownOf(view, draft).sort.descending }}
          onSort={(sort) => setState({ view: view.id, draft: { ...draft, sort: { field: sort.key, descending: sort.descending } } })}
        />
      )}
      {records.hasMore && error === null && <EndMark key={records.records?.length} onSeen={() => void records.more()} />}
      {creating && <QuickCreateDialog module={module} onClose={() => setCreating(false)} onCreated={(record) => navigate(recordPath(record.module, record.id))} />}
    </div>
  );
}

/** A fault of a row stands at the row. */
function isCriteriaFault(error: unknown): boolean {
  return error instanceof ProblemError && /^(criteria|pattern)/.test(error.problem.field ?? "");
}

interface ToolsProps {
  readonly module: Module;
  readonly views: readonly View[];
  readonly view: View;
  readonly draft: Draft;
  readonly error: unknown;
  readonly count: number | null;
  readonly onChoose: (id: Id | null) => void;
  readonly onDraft: (draft: Draft) => void;
  readonly onChanged: () => Promise<void>;
}

/** Which view, how many, what narrows it; and below what is not saved. */
function ListTools({ module, views, view, draft, error, count, onChoose, onDraft, onChanged }: ToolsProps) {
  const mayManage = useRight("manage_views");
  const [filtering, setFiltering] = useState(false);
  const [arranging, setArranging] = useState(false);
  const shown = shownOf(view, draft);
  const hits = count === null ? "" : t("list.count", { count: count >= MOST_COUNTED ? `${countWords(MOST_COUNTED)}+` : count });
  return (
    <>
      <div className="list-bar">
        <ViewPicker module={module} views={views} view={view} onChoose={onChoose} onChanged={onChanged} />
        <span className="list-count quiet" role="status">{hits}</span>
        <div className="list-tools">
          <Button icon="list-filter" pressed={filtering} onClick={() => setFiltering(!filtering)}>{t("list.filter")}</Button>
          <Button icon="columns-3" onClick={() => setArranging(true)}>{t("list.columns")}</Button>
        </div>
      </div>
      {filtering && <FilterPanel key={view.id} module={module} criteria={shown.criteria} error={error} onApply={(criteria) => onDraft({ ...draft, criteria })} onClose={() => setFiltering(false)} />}
      {shown.criteria && !filtering && <CriteriaChips module={module} criteria={shown.criteria} onChange={(criteria) => onDraft({ ...draft, criteria })} onEdit={() => setFiltering(true)} />}
      {isChanged(draft) && <DraftBar module={module} view={view} draft={draft} mayManage={mayManage} onDiscard={() => onDraft({})} onSaved={async (saved) => {
        await onChanged();
        onChoose(saved.id);
      }} />}
      {arranging && <ColumnsDialog module={module} columns={shown.columns} onClose={() => setArranging(false)} onChange={(columns) => onDraft({ ...draft, columns })} />}
    </>
  );
}
