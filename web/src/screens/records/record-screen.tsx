import { h, useEffect, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { Module, Record as CRMRecord } from "../../api/schema";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Skeleton } from "../../kit/skeleton";
import { type Tab, Tabs } from "../../kit/tabs";
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
import { isActivity, isPerson } from "./module-words";
import { RecordFields } from "./record-fields";
import { RecordHeader } from "./record-header";
import { useRecordSaving } from "./use-record-saving";

const ParticipantsCard = later(() => import("../activities/participants-card"));
const RecordConversations = later(() => import("./record-conversations"));
const QuoteCard = later(() => import("../quotes/quote-card"));
const RelatedLists = later(() => import("./related-lists"));
const RecordTimeline = later(() => import("./record-timeline"));
const RecordFiles = later(() => import("./record-files"));
const RecordNotes = later(() => import("./record-notes"));
const ConvertedLead = later(() => import("./converted-lead"));

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

type Part = "overview" | "messages" | "activities" | "files" | "notes";

function Page({ record, module, onChanged }: PageProps) {
  const { save, dialog } = useRecordSaving(record, onChanged);
  return (
    <div className="record-page">
      <RecordHeader record={record} module={module} onSave={save} onChanged={onChanged} />
      {record.conversion ? <div className="record-columns single"><ConvertedLead record={record} module={module} conversion={record.conversion} /></div> : (
        <div className="record-columns">
          <Parts record={record} module={module} save={save} />
          <RecordTimeline id={record.id} name={record.name} version={record.version} />
        </div>
      )}
      {dialog}
    </div>
  );
}

interface PartsProps {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly save: ReturnType<typeof useRecordSaving>["save"];
}

/** What belongs to the record, a tab for each kind of thing. */
function Parts({ record, module, save }: PartsProps) {
  const { id } = record;
  const mayRead = useRight("view_messages");
  const connected = useConnected();
  const [part, setPart] = useState<Part>("overview");
  const messaging = connected && mayRead && isPerson(module);
  const related = useLoaded(`related to ${id}`, () => call("listRelated", { path: { id } }));
  const conversations = useLoaded(`conversations of ${id}, ${messaging}`, async () => (messaging ? call("listConversations", { query: { record: id } }) : null));
  useLive("records", related.reload);
  useLive("conversations", conversations.reload);
  const activities = related.value?.lists.filter((list) => isActivity({ name: list.module }));
  const tab = (value: Part, label: string, count: number | undefined): Tab<Part> => ({ value, label, ...(count ? { count } : {}) });
  const tabs = [
    tab("overview", t("life.tab.overview"), undefined),
    ...(messaging ? [tab("messages", t("life.tab.messages"), conversations.value?.conversations.length)] : []),
    ...(activities && activities.length > 0 ? [tab("activities", t("life.tab.activities"), activities.reduce((sum, list) => sum + list.count, 0))] : []),
    tab("files", t("life.tab.files"), related.value?.files),
    tab("notes", t("life.tab.notes"), related.value?.notes),
  ];
  const shown = tabs.some((one) => one.value === part) ? part : "overview";
  const content = () => {
    switch (shown) {
      case "messages":
        return <RecordConversations id={id} />;
      case "activities":
        return <RelatedLists record={record} only="activities" />;
      case "files":
        return <RecordFiles id={id} />;
      case "notes":
        return <RecordNotes id={id} />;
      default:
        return [module.name === "Meetings" && <ParticipantsCard key="participants" record={record} />, module.name === QUOTES && <QuoteCard key="quote" record={record} />, <RecordFields key="fields" record={record} module={module} onSave={save} />, <RelatedLists key="related" record={record} only="others" />];
    }
  };
  return <div className="record-tabs"><Tabs<Part> label={t("life.tabs")} value={shown} tabs={tabs} onChange={setPart}><div className="record-main">{content()}</div></Tabs></div>;
}
