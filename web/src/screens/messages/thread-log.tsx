import { h, useEffect, useLayoutEffect, useRef, useState } from "ui";
import type { Conversation } from "../../api/schema";
import { dayAndTime, dayNumber, dividerDay } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { DayDivider, ThreadEvent } from "../../kit/message-bubble";
import { Spinner } from "../../kit/spinner";
import { serverNow, useServerNow } from "../../state/server-clock";
import { placeOf } from "./message-acts";
import { OutgoingView, MessageView } from "./message-view";
import { groupByDay } from "./thread-grouping";
import { type Thread, olderMessages } from "./thread-store";
import { closesAt } from "./window";

interface Props {
  readonly conversation: Conversation;
  readonly thread: Thread;
}

const NEAR_END = 48;
const NEAR_START = 400;

/** The messages, the newest below. It stays at the end while one reads there, and where one is when older or newer ones come. */
export function ThreadLog({ conversation, thread }: Props) {
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const drawn = useRef<{ readonly first: string | undefined; readonly height: number } | null>(null);
  const loading = useRef(false);
  const seen = useRef(new Set(thread.messages?.map((message) => message.id)));
  const [older, setOlder] = useState(false);
  const [below, setBelow] = useState(false);
  const messages = thread.messages ?? [];
  const first = messages[0]?.id;
  const last = messages.at(-1);
  const now = useServerNow(1_000);
  const closing = closesAt(conversation);
  const closed = closing !== null && closing <= now;

  const toEnd = () => {
    if (log.current) log.current.scrollTop = log.current.scrollHeight;
    setBelow(false);
  };
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return;
    const before = drawn.current;
    if (atEnd.current) element.scrollTop = element.scrollHeight;
    else if (before && before.first !== first) element.scrollTop += element.scrollHeight - before.height;
    drawn.current = { first, height: element.scrollHeight };
  }, [first, last, thread.outgoing, closed]);
  useEffect(() => {
    if (!atEnd.current && last?.direction === "inbound" && !seen.current.has(last.id)) setBelow(true);
    for (const message of messages) seen.current.add(message.id);
    // Only what is newest matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [last]);
  useEffect(() => {
    if (thread.outgoing.length === 0) return;
    atEnd.current = true;
    toEnd();
  }, [thread.outgoing.length]);
  useLayoutEffect(() => {
    const element = log.current;
    if (!element) return undefined;
    const watcher = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    watcher.observe(element);
    // A file that arrives makes its message higher.
    if (element.firstElementChild) watcher.observe(element.firstElementChild);
    return () => watcher.disconnect();
  }, []);

  const load = async () => {
    if (loading.current || thread.next === null) return;
    loading.current = true;
    setOlder(true);
    try {
      await olderMessages(conversation.id);
    } catch {
      // The next scroll asks again.
    } finally {
      loading.current = false;
      setOlder(false);
    }
  };
  const scrolled = (element: HTMLElement) => {
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (atEnd.current) setBelow(false);
    if (element.scrollTop < NEAR_START) void load();
  };
  return (
    <div className="thread-scroll">
      <div ref={log} className="thread-log" role="log" aria-label={t("messages.thread")} tabIndex={0} onScroll={(event) => scrolled(event.currentTarget)}>
        <div className="thread-column">
          {groupByDay(messages, dayNumber).map((day) => (
            <div key={day.day}>
              <DayDivider day={dividerDay(day.at, serverNow())} />
              {day.items.map(({ message, continued }) => (
                <div key={message.id} id={placeOf(message.id)} className={seen.current.has(message.id) ? undefined : "arrived"}>
                  <MessageView message={message} continued={continued} person={conversation.person.name} mayReply={conversation.may_reply} open={!closed && closing !== null} />
                </div>
              ))}
            </div>
          ))}
          {thread.outgoing.map((one) => <div key={one.key} className="arrived"><OutgoingView one={one} conversation={conversation.id} /></div>)}
          {closed && closing !== null && <ThreadEvent icon="lock">{t("messages.windowClosedAt", { time: dayAndTime(closing) })}</ThreadEvent>}
        </div>
      </div>
      {older && <div className="thread-older"><Spinner text={t("messages.older")} /></div>}
      {below && <div className="thread-below"><Button icon="arrow-down" onClick={toEnd}>{t("messages.newBelow")}</Button></div>}
    </div>
  );
}
