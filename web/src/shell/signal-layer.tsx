import { type KeyboardEvent, type RefObject, h, useEffect, useRef } from "ui";
import { sentenceFor } from "../api/problem";
import { t } from "../i18n/t";
import { Popover } from "../kit/popover";
import { toast } from "../kit/toast";
import { loadSignals, markAllRead, signalStore } from "../state/signals";
import { useStore } from "../state/store";
import { railPlacement } from "./rail-placement";
import { SignalPanel } from "./signal-panel";

interface Props {
  readonly anchor: RefObject<HTMLButtonElement>;
  readonly onClose: () => void;
}

/** What is behind the bell. The arrows walk, Enter opens, Escape closes and gives the focus back. */
export default function SignalLayer({ anchor, onClose }: Props) {
  const { list, error } = useStore(signalStore);
  const panel = useRef<HTMLDivElement>(null);
  const entries = () => [...(panel.current?.querySelectorAll<HTMLElement>(".signal") ?? [])];
  useEffect(() => {
    (panel.current?.querySelector<HTMLElement>(".signal") ?? panel.current)?.focus({ preventScroll: true });
  }, []);

  const close = () => {
    const inside = panel.current?.contains(document.activeElement);
    onClose();
    if (inside) anchor.current?.focus({ preventScroll: true });
  };
  const walk = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
    if (next === undefined || all.length === 0) return;
    event.preventDefault();
    all[(next + all.length) % all.length]?.focus();
  };
  const markAll = () => {
    // The button is about to be out of use.
    panel.current?.focus({ preventScroll: true });
    markAllRead().catch((problem: unknown) => toast({ text: sentenceFor(problem), tone: "danger" }));
  };
  return (
    <Popover anchor={anchor} placement={railPlacement()} gap={8} className="signal-layer" onClose={close}>
      <div ref={panel} role="dialog" aria-label={t("signals.title")} tabIndex={-1} onKeyDown={walk}>
        <SignalPanel list={list} error={error} onMarkAll={markAll} onRetry={() => void loadSignals()} onOpen={onClose} />
      </div>
    </Popover>
  );
}
