import { h, useEffect } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Module, Record as CRMRecord } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Skeleton } from "../../kit/skeleton";
import { later } from "../../later";
import type { ScreenProps } from "../../routes";
import { useConnected } from "../../state/channels";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { useModule } from "../../state/modules";
import { noteRecent } from "../../state/recent";
import { useRight } from "../../state/rights";
import { useTitle } from "../../use-title";
import { QUOTES } from "../quotes/quote-paths";
import { NotFoundScreen } from "../not-found/not-found-screen";
import { isPerson } from "./module-words";
import { RecordFields } from "./record-fields";
import { RecordHeader } from "./record-header";
import { RecordTimeline } from "./record-timeline";
import { useRecordSaving } from "./use-record-saving";

const ParticipantsCard = later(() => import("../activities/participants-card"));
const RecordConversations = later(() => import("./record-conversations"));
const QuoteCard = later(() => import("../quotes/quote-card"));
const RelatedLists = later(() => import("./related-lists"));

/** One record: who or what it is, what is known, what happened. */
export default function RecordScreen({ parameters }: ScreenProps) {
  const id = parameters["id"] ?? "";
  const record = useLoaded(`record ${id}`, () => call("getRecord", { path: { id } }));
  const module = useModule(record.value?.module ?? "");
  useTitle(record.value?.name ?? t("loading"));
  useLive(`record/${id}`, record.reload);
  useEffect(() => {
    if (record.value) noteRecent(record.value);
  }, [record.value]);

  if (record.error instanceof ProblemError && record.error.code === "not_found") return <NotFoundScreen />;
  if (!record.value || !module) {
    return (
      <div className="page">
        {record.error === null ? <Skeleton rows={5} avatar /> : <Banner tone="danger" live action={<Button variant="link" onClick={() => void record.reload()}>{t("again")}</Button>}>{sentenceFor(record.error)}</Banner>}
      </div>
    );
  }
  return <Page key={id} record={record.value} module={module} onChanged={record.set} />;
}

interface PageProps {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly onChanged: (record: CRMRecord) => void;
}

function Page({ record, module, onChanged }: PageProps) {
  const mayRead = useRight("view_messages");
  const connected = useConnected();
  const { save, dialog } = useRecordSaving(record, onChanged);
  return (
    <div className="record-page">
      <RecordHeader record={record} module={module} onSave={save} />
      <div className="record-columns">
        <div className="record-main">
          {module.name === "Meetings" && <ParticipantsCard record={record} />}
          {record.module === QUOTES && <QuoteCard record={record} />}
          <RecordFields record={record} module={module} onSave={save} />
          {connected && mayRead && isPerson(module) && <RecordConversations id={record.id} />}
          <RelatedLists record={record} />
        </div>
        <RecordTimeline id={record.id} name={record.name} version={record.version} />
      </div>
      {dialog}
    </div>
  );
}
