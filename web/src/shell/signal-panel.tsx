import { h } from "ui";
import { sentenceFor } from "../api/problem";
import type { SignalGroup, SignalList } from "../api/schema";
import { dayAndTime, listTime } from "../i18n/format";
import { t } from "../i18n/t";
import { Avatar } from "../kit/avatar";
import { Counter } from "../kit/badge";
import { Banner } from "../kit/banner";
import { Button } from "../kit/button";
import { classes } from "../kit/classes";
import { EmptyState } from "../kit/empty-state";
import { Icon } from "../kit/icon";
import { Skeleton } from "../kit/skeleton";
import { Link } from "../link";
import { recordPath } from "../screens/records/record-paths";
import { templatePath } from "../screens/templates/template-paths";
import { wishComposer } from "../state/composer-wish";
import { useServerNow } from "../state/server-clock";
import { markRead } from "../state/signals";
import { signalWords } from "./signal-words";

interface Props {
  /** Null until it is known. */
  readonly list: SignalList | null;
  readonly error: unknown;
  readonly onMarkAll: () => void;
  readonly onRetry: () => void;
  readonly onOpen: () => void;
}

/** The signals, one line for each conversation and each activity. */
export function SignalPanel({ list, error, onMarkAll, onRetry, onOpen }: Props) {
  // "5 minutes" becomes six by itself.
  const now = useServerNow(30_000);
  return (
    <div className="signal-panel">
      <header>
        <h2>{t("signals.title")}</h2>
        {list !== null && list.unread > 0 && <span className="quiet">{t("messages.unread", { count: list.unread })}</span>}
        {list !== null && list.items.length > 0 && <Button variant="link" disabled={list.unread === 0} onClick={onMarkAll}>{t("signals.markAll")}</Button>}
      </header>
      {list === null ? error === null ? <div className="signal-wait"><Skeleton rows={3} avatar /></div> : (
        <div className="signal-wait"><Banner tone="danger" live action={<Button variant="link" onClick={onRetry}>{t("again")}</Button>}>{sentenceFor(error)}</Banner></div>
      ) : list.items.length === 0 ? <EmptyState drawing="bell" heading="h3" title={t("signals.none")}>{t("signals.none.text")}</EmptyState> : (
        <ul>{list.items.map((one) => <li key={one.group}><SignalLine one={one} now={now} onOpen={onOpen} /></li>)}</ul>
      )}
    </div>
  );
}

function SignalLine({ one, now, onOpen }: { readonly one: SignalGroup; readonly now: number; readonly onOpen: () => void }) {
  const { conversation, record } = one;
  const follow = () => {
    if (conversation !== null) wishComposer(conversation);
    else void markRead(one.group);
    onOpen();
  };
  return (
    <Link to={placeOf(one)} className={classes("signal", one.unread > 0 && "unread")} onFollow={follow}>
      {conversation !== null ? <Avatar name={one.title} seed={record?.id ?? one.group} channel="whatsapp" /> : <span className="signal-mark"><Icon name={one.template !== null ? "layout-template" : one.kind === "channel.stopped" ? "triangle-alert" : "calendar-clock"} size={20} /></span>}
      <span className="signal-words"><b className="cut">{one.title}</b><span className="cut">{signalWords(one)}</span></span>
      <span className="signal-side">
        <time dateTime={one.at} title={dayAndTime(one.at)}>{listTime(one.at, now)}</time>
        {one.unread > 0 && <Counter value={one.unread} label={t("messages.unread", { count: one.unread })} />}
      </span>
    </Link>
  );
}

/** Where one sees what it is about. */
function placeOf({ kind, conversation, record, template }: SignalGroup): string {
  if (template !== null) return templatePath(template.id);
  if (kind === "channel.stopped") return "/settings/channels/business-messaging";
  if (conversation !== null) return `/messages/${conversation}`;
  return record ? recordPath(record.module, record.id) : "/activities";
}
