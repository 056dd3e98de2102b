import { h, useRef, useState } from "ui";
import { call } from "../api/client";
import { sentenceFor } from "../api/problem";
import { clockTime, dayAndTime, dayName } from "../i18n/format";
import { type Key, t } from "../i18n/t";
import { Banner } from "../kit/banner";
import { ConfirmDialog } from "../kit/dialog";
import { Icon } from "../kit/icon";
import { Menu } from "../kit/menu";
import { toast } from "../kit/toast";
import { serverNow, setServerTime, useServerNow } from "../state/server-clock";
import { railPlacement } from "./rail-placement";

const HOUR_MS = 3_600_000;
const steps: readonly { readonly label: Key; readonly ms: number }[] = [
  { label: "clock.hour", ms: HOUR_MS },
  { label: "clock.day", ms: 24 * HOUR_MS },
  { label: "clock.week", ms: 7 * 24 * HOUR_MS },
];

/** Shows a demo server's time and moves it forward, after a question that names the new time. */
export default function DemoClock({ wide }: { readonly wide: boolean }) {
  const now = useServerNow(5_000);
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<{ readonly ms: number; readonly to: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  const advance = async (ms: number) => {
    setBusy(true);
    setFault(null);
    try {
      const clock = await call("advanceDemoClock", { body: { advance_ms: ms } });
      setServerTime(clock.now);
      setAsked(null);
      toast({ text: t("clock.done", { time: dayAndTime(clock.now) }) });
    } catch (error) {
      setFault(sentenceFor(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <span className="rail-clock">
      <button ref={anchor} type="button" className="demo-clock" aria-label={t("clock.open", { time: dayAndTime(now) })} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="fast-forward" size={14} />
        {wide && <span>{dayName(now, now)}</span>}
        <b>{clockTime(now)}</b>
      </button>
      {open && (
        <Menu
          anchor={anchor}
          label={t("clock.label")}
          placement={railPlacement()}
          header={<div className="clock-card"><b>{dayAndTime(now)}</b><p>{t("clock.text")}</p></div>}
          entries={steps.map((step) => ({ label: t(step.label), icon: "clock-arrow-up", onSelect: () => setAsked({ ms: step.ms, to: dayAndTime(serverNow() + step.ms) }) }))}
          onClose={() => setOpen(false)}
        />
      )}
      {asked && (
        <ConfirmDialog title={t("clock.confirm.title", { time: asked.to })} confirm={t("clock.confirm.submit", { time: asked.to })} busy={busy} onConfirm={() => void advance(asked.ms)} onClose={() => setAsked(null)}>
          <p>{t("clock.confirm.text")}</p>
          {fault && <Banner tone="danger" live>{fault}</Banner>}
        </ConfirmDialog>
      )}
    </span>
  );
}
