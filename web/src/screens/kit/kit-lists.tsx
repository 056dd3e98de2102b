import { Fragment, h, useMemo, useState } from "ui";
import { listTime, money } from "../../i18n/format";
import { Avatar } from "../../kit/avatar";
import { Badge, Counter, type Tone } from "../../kit/badge";
import { DataTable, type Sort } from "../../kit/data-table";
import { IconButton } from "../../kit/icon-button";
import { Timeline } from "../../kit/timeline";
import { VirtualList } from "../../kit/virtual-list";
import { WindowMeter } from "../../kit/window-meter";
import type { IconName } from "../../kit/icon-names";
import { serverNow } from "../../state/server-clock";
import { KitPart } from "./kit-part";
import type { Samples } from "./samples";

interface Lead {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly tone: Tone;
  readonly icon: IconName;
  readonly budget: number;
}

const ROWS = 10_000;
const MINUTE_MS = 60_000;

export function KitLists({ words }: { readonly words: Samples }) {
  const [chosen, setChosen] = useState<string | null>("1");
  const [sort, setSort] = useState<Sort>({ key: "budget", descending: true });
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set(["a"]));
  const rows = useMemo(() => {
    const now = serverNow();
    return Array.from({ length: ROWS }, (_, index) => ({
      id: String(index),
      name: words.people[index % words.people.length] ?? "",
      preview: words.previews[index % words.previews.length] ?? "",
      at: now - index * index * MINUTE_MS * 3,
      unread: index % 3 === 0 ? (index % 4) + 1 : 0,
    }));
  }, [words]);
  const leads: readonly Lead[] = [
    { id: "a", name: words.people[0] ?? "", status: words.qualified, tone: "good", icon: "circle-check", budget: 386_000 },
    { id: "b", name: words.people[4] ?? "", status: words.contacted, tone: "info", icon: "message-square", budget: 92_400 },
    { id: "c", name: words.people[5] ?? "", status: words.fresh, tone: "neutral", icon: "plus", budget: 58_000 },
  ];
  const sorted = [...leads].sort((one, other) => (sort.key === "budget" ? one.budget - other.budget : one.name.localeCompare(other.name)) * (sort.descending ? -1 : 1));
  return (
    <>
      <KitPart title={words.parts.list}>
        <div className="kit-list">
          <VirtualList
            label={words.conversations}
            items={rows}
            rowHeight={68}
            keyOf={(row) => row.id}
            selected={chosen}
            onSelect={(row) => setChosen(row.id)}
            row={(row) => (
              <div className={row.unread ? "conversation-row unread" : "conversation-row"}>
                <Avatar name={row.name} channel="whatsapp" />
                <div><span className="name cut">{row.name}</span><span className="preview"><span className="cut">{row.preview}</span></span></div>
                <div className="side">
                  <span className="time">{listTime(row.at)}</span>
                  <span className="marks"><WindowMeter bare closesAt={row.at + 24 * 60 * MINUTE_MS} />{row.unread > 0 && <Counter value={row.unread} label={words.unread.replace("{n}", String(row.unread))} />}</span>
                </div>
              </div>
            )}
          />
        </div>
      </KitPart>
      <KitPart title={words.parts.table}>
        <DataTable<Lead>
          label={words.leads}
          rows={sorted}
          keyOf={(lead) => lead.id}
          nameOf={(lead) => lead.name}
          sort={sort}
          onSort={setSort}
          ticked={ticked}
          onTick={setTicked}
          bulk={[<IconButton key="tag" icon="tag" label={words.tagThem} />, <IconButton key="delete" icon="trash-2" label={words.deleteThem} danger />]}
          columns={[
            { key: "name", label: words.leads, sortable: true, cell: (lead) => lead.name },
            { key: "status", label: words.status, cell: (lead) => <Badge tone={lead.tone} icon={lead.icon}>{lead.status}</Badge> },
            { key: "budget", label: words.budget, number: true, sortable: true, cell: (lead) => money(lead.budget, "CNY") },
          ]}
        />
      </KitPart>
      <KitPart title={words.parts.timeline}>
        <Timeline
          days={[
            { label: words.today, events: [{ key: "1", icon: "whatsapp", accent: true, title: [<b key="b">{words.event1[0]}</b>, ` ${words.event1[1]}`], time: "14:05", quote: { own: true, text: words.quote }, detail: words.readAt }] },
            { label: words.thursday, events: [
              { key: "2", icon: "zap", title: [<b key="b">{words.event2[0]}</b>, ` ${words.event2[1]}`], time: "17:20", detail: words.byContacted },
              { key: "3", icon: "phone", title: <b>{words.people[3]}</b>, time: "10:15", quote: { own: false, text: words.previews[2] } },
            ] },
          ]}
        />
      </KitPart>
    </>
  );
}
