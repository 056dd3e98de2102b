import { h, useCallback, useEffect, useState } from "ui";
import { call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import type { AuditEntry } from "../../api/schema";
import "../../i18n/activities-words";
import "../../i18n/settings-words";
import { dayAndTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { DataTable } from "../../kit/data-table";
import { EmptyState } from "../../kit/empty-state";
import { Segmented } from "../../kit/segmented";
import { Skeleton } from "../../kit/skeleton";
import { Link } from "../../link";
import { Questions } from "../../state/questions";
import { recordPath } from "../records/record-paths";
import { SettingsPage } from "../settings/settings-page";
import { AdministratorGate } from "../shaping/administrator-gate";
import { actionWords } from "./audit-words";
import { ChangeList } from "./change-list";

const areas = ["settings", "records", "sign_ins"] as const;
type Area = typeof areas[number];
const questions = new Questions();

/** 设置 › 审计日志: who did what, the latest first. */
export default function AuditScreen() {
  const [area, setArea] = useState<Area>("settings");
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const load = useCallback(async (cursor: string | null) => {
    const isNews = questions.ask();
    try {
      const page = await call("listAudit", { query: { area, limit: 50, ...(cursor === null ? {} : { cursor }) } });
      if (!isNews()) return;
      setEntries((held) => (cursor === null ? page.entries : [...(held ?? []), ...page.entries]));
      setNext(page.next_cursor);
      setError(null);
    } catch (problem) {
      if (isNews()) setError(problem);
    }
  }, [area]);
  useEffect(() => {
    setEntries(null);
    setNext(null);
    void load(null);
  }, [load]);

  return (
    <SettingsPage wide title={t("settings.audit")} hint={t("audit.hint")}>
      <AdministratorGate>
        <div className="list-bar">
          <Segmented label={t("audit.area")} value={area} segments={areas.map((one) => ({ value: one, label: t(`audit.area.${one}`) }))} onChange={setArea} />
        </div>
        {error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void load(null)}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>}
        {entries ? (
          <DataTable<AuditEntry>
            label={t("settings.audit")}
            rows={entries}
            keyOf={(entry) => entry.id}
            nameOf={(entry) => actionWords(entry)}
            columns={[
              { key: "when", label: t("audit.when"), width: 200, cell: (entry) => <time className="no-wrap" dateTime={entry.at}>{dayAndTime(entry.at)}</time> },
              { key: "who", label: t("audit.who"), width: 140, cell: (entry) => entry.user?.name ?? <span className="quiet">{t(area === "records" ? "audit.system" : "audit.server")}</span> },
              { key: "what", label: t("audit.what"), width: 180, cell: actionWords },
              { key: "subject", label: t("audit.subject"), cell: (entry) => <Subject entry={entry} /> },
              ...(area === "sign_ins" ? [] : [{ key: "changes", label: t("audit.changes"), cell: (entry: AuditEntry) => <ChangeList changes={entry.changes} /> }]),
            ]}
            empty={<EmptyState drawing="bell" heading="h2" title={t("audit.none")} />}
          />
        ) : error === null && <Skeleton rows={8} />}
        {next !== null && <div className="list-more"><Button onClick={() => void load(next)}>{t("audit.more")}</Button></div>}
      </AdministratorGate>
    </SettingsPage>
  );
}

function Subject({ entry }: { readonly entry: AuditEntry }) {
  const { subject } = entry;
  if (!subject?.name) return <span className="quiet">—</span>;
  return subject.module ? <Link to={recordPath(subject.module, subject.id)}>{subject.name}</Link> : <span>{subject.name}</span>;
}
