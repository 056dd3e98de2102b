import { Fragment, h, useEffect, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { TrashedRecord } from "../../api/schema";
import { dayAndTime, dayName, listTime } from "../../i18n/format";
import "../../i18n/life-words";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { Avatar } from "../../kit/avatar";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import { Select } from "../../kit/select";
import { Skeleton } from "../../kit/skeleton";
import { TextField } from "../../kit/text-field";
import { toast } from "../../kit/toast";
import { later } from "../../later";
import { navigate, usePlace } from "../../router";
import { changed, useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModules } from "../../state/modules";
import { serverNow } from "../../state/server-clock";
import { useMe } from "../../state/session";
import { SettingsPage } from "../settings/settings-page";

const PurgeDialog = later(() => import("./purge-dialog"));
const PAUSE_MS = 250;
const PAGE = 50;
const MOST_AT_ONCE = 100;
const ALL = "";

/** Deleted records: who deleted them and when; brought back, or removed for good. */
export default function BinScreen() {
  const modules = useModules();
  const { is_administrator: mayPurge } = useMe().user;
  const module = usePlace().query.get("module") ?? ALL;
  const [typed, setTyped] = useState("");
  const [search, setSearch] = useState("");
  const [wanted, setWanted] = useState(PAGE);
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [purging, setPurging] = useState<"ticked" | "all" | null>(null);
  const [restoring, setRestoring] = useState(false);
  const page = useLoaded(`bin ${module} ${search} ${wanted}`, () => call("listBin", { query: { limit: wanted, ...(module === ALL ? {} : { module }), ...(search === "" ? {} : { search }) } }));
  const [held, setHeld] = useState(page.value);
  if (page.value && page.value !== held) setHeld(page.value);
  useLive("records", page.reload);
  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);

  const rows = held?.records ?? [];
  const chosen = rows.filter((row) => ticked.has(row.id));
  const restore = async (records: readonly TrashedRecord[]) => {
    setRestoring(true);
    try {
      await call("restoreRecords", { body: { ids: records.map((record) => record.id) } });
      toast({ text: t("bin.restored", { count: records.length }) });
      setTicked(new Set());
      changed("records");
    } catch (error) {
      toast({ text: restoreFault(error, records), tone: "danger" });
    } finally {
      setRestoring(false);
    }
  };
  /** The field is told by its name; people know its label. */
  const restoreFault = (error: unknown, records: readonly TrashedRecord[]) => {
    if (!(error instanceof ProblemError) || error.code !== "taken") return sentenceFor(error);
    const fields = modules?.filter((one) => records.some((record) => record.module === one.name)).flatMap((one) => one.fields) ?? [];
    return t("problem.taken.restore", { field: fields.find((field) => field.name === error.problem.field)?.label ?? error.problem.field ?? "" });
  };
  const moduleOptions = [{ value: ALL, label: t("bin.allModules") }, ...(modules ?? []).map((one) => ({ value: one.name, label: one.label }))];
  return (
    <SettingsPage wide title={t("bin.title")} hint={t("bin.hint")} crumbs={[{ label: t("bin.title") }]} end={mayPurge && rows.length > 0 && <Button variant="danger-outline" icon="trash-2" onClick={() => setPurging("all")}>{t("bin.empty")}</Button>}>
      <div className="bin-tools">
        <TextField bare label={t("bin.search")} placeholder={t("bin.search")} value={typed} type="search" onChange={setTyped} />
        <Select bare label={t("bin.module")} value={module} options={moduleOptions} onChange={(next) => {
          setTicked(new Set());
          navigate(next === ALL ? "/settings/data/bin" : `/settings/data/bin?module=${encodeURIComponent(next)}`, { replace: true });
        }} />
      </div>
      {page.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void page.reload()}>{t("again")}</Button>}>{sentenceFor(page.error)}</Banner>}
      {!held ? page.error === null && <div className="card padded"><Skeleton rows={5} /></div> : rows.length === 0 ? <Nothing filtered={search !== "" || module !== ALL} /> : (
        <DataTable<TrashedRecord>
          label={t("bin.title")}
          rows={rows}
          keyOf={(row) => row.id}
          nameOf={(row) => row.name}
          ticked={new Set(chosen.map((row) => row.id))}
          onTick={setTicked}
          bulk={(
            <Fragment>
              <Button icon="undo-2" busy={restoring} disabled={chosen.length > MOST_AT_ONCE} onClick={() => void restore(chosen)}>{t("bin.restore")}</Button>
              {mayPurge && <Button variant="danger-outline" icon="trash-2" disabled={chosen.length > MOST_AT_ONCE} onClick={() => setPurging("ticked")}>{t("bin.purge")}</Button>}
            </Fragment>
          )}
          columns={[
            { key: "name", label: t("bin.name"), cell: (row) => <span className="name-link"><Avatar name={row.name} seed={row.id} size={24} /><span>{row.name}</span></span> },
            { key: "module", label: t("bin.module"), cell: (row) => modules?.find((one) => one.name === row.module)?.singular ?? row.module },
            { key: "by", label: t("bin.deletedBy"), cell: (row) => row.deleted_by?.name ?? t("record.system") },
            { key: "at", label: t("bin.deletedAt"), cell: (row) => <time className="no-wrap" dateTime={row.deleted_at} title={dayAndTime(row.deleted_at)}>{listTime(row.deleted_at, serverNow())}</time> },
            { key: "until", label: t("bin.purgedAt"), cell: (row) => <time className="quiet no-wrap" dateTime={row.purged_at} title={dayAndTime(row.purged_at)}>{dayName(row.purged_at, serverNow())}</time> },
            { key: "act", label: t("shaping.act"), width: 96, cell: (row) => <Button variant="link" onClick={() => void restore([row])}>{t("bin.restore")}</Button> },
          ]}
        />
      )}
      {held?.next_cursor != null && wanted < MOST_AT_ONCE && <div><Button variant="link" onClick={() => setWanted(MOST_AT_ONCE)}>{t("bin.more")}</Button></div>}
      {purging && <PurgeDialog records={purging === "all" ? null : chosen} onClose={() => setPurging(null)} onPurged={() => {
        setTicked(new Set());
        changed("records");
      }} />}
    </SettingsPage>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  return <div className="card"><EmptyState drawing={filtered ? "search" : "done"} title={t(filtered ? "bin.noHits" : "bin.none")}>{t(filtered ? "bin.noHits.text" : "bin.none.text")}</EmptyState></div>;
}
