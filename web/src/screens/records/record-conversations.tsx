import { h } from "ui";
import { call } from "../../api/client";
import { listTime } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Counter } from "../../kit/badge";
import { Card } from "../../kit/card";
import { Icon } from "../../kit/icon";
import { WindowMeter } from "../../kit/window-meter";
import { Link } from "../../link";
import { useLive } from "../../state/live";
import { useLoaded } from "../../state/loaded";
import { serverNow } from "../../state/server-clock";

/** The record's conversations, one for each pair of numbers. */
export default function RecordConversations({ id }: { readonly id: string }) {
  const { value, reload } = useLoaded(`conversations of ${id}`, () => call("listConversations", { query: { record: id } }));
  useLive("conversations", reload);
  if (!value) return null;
  return (
    <Card title={t("record.conversations")}>
      {value.conversations.length === 0 ? <p className="quiet">{t("record.noConversations")}</p> : (
        <ul className="record-conversations">
          {value.conversations.map((one) => (
            <li key={one.id}>
              <Link to={`/messages/${one.id}`}>
                <span className="record-conversation-icon"><Icon name="whatsapp" size={18} /></span>
                <span className="record-conversation-words">
                  <b>{one.person.phone ?? one.person.name}</b>
                  <small className="cut">{one.last_message?.text || t("message.other")}</small>
                </span>
                {one.unread > 0 && <Counter value={one.unread} label={t("messages.unread", { count: one.unread })} />}
                <WindowMeter closesAt={one.window_closes_at ? Date.parse(one.window_closes_at) : null} />
                <time>{listTime(one.last_activity_at, serverNow())}</time>
                <Icon name="chevron-right" size={16} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
