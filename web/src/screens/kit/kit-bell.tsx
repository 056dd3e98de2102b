import { h, useState } from "ui";
import { ConnectionError } from "../../api/problem";
import type { SignalList } from "../../api/schema";
import { BellButton } from "../../shell/bell-button";
import { SignalPanel } from "../../shell/signal-panel";
import { serverNow } from "../../state/server-clock";
import { KitPart } from "./kit-part";
import type { Samples } from "./samples";

const MINUTE_MS = 60_000;
const nothing = () => undefined;

/** The bell, and each state of what it opens. */
export function KitBell({ words }: { readonly words: Samples }) {
  const [pressed, setPressed] = useState(false);
  const list: SignalList = {
    unread: 4,
    items: words.previews.map((preview, index) => ({
      kind: "message.received",
      group: String(index),
      conversation: String(index),
      title: words.people[index] ?? "",
      record: null,
      preview,
      message_kind: index === 3 ? "other" : "text",
      template: null,
      unread: [3, 1, 0, 0][index] ?? 0,
      at: new Date(serverNow() - index * index * 37 * MINUTE_MS).toISOString(),
    })),
  };
  const states: readonly (readonly [SignalList | null, unknown])[] = [
    [list, null],
    [{ unread: 0, items: list.items.slice(2) }, null],
    [{ unread: 0, items: [] }, null],
    [null, new ConnectionError(null)],
    [null, null],
  ];
  return (
    <KitPart title={words.parts.bell}>
      <div className="kit-row">
        {[0, 7, 128].map((unread) => <BellButton key={unread} wide unread={unread} open={pressed && unread === 7} onClick={() => setPressed(!pressed)} />)}
      </div>
      {states.map(([held, error], index) => <div key={index} className="kit-layer"><SignalPanel list={held} error={error} onMarkAll={nothing} onRetry={nothing} onOpen={nothing} /></div>)}
    </KitPart>
  );
}
