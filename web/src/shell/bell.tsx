import { Fragment, h, useEffect, useRef, useState } from "ui";
import type { SignalList } from "../api/schema";
import { t } from "../i18n/t";
import { later } from "../later";
import { match, usePlace } from "../router";
import { useLive } from "../state/live";
import { loadSignals, raisedBetween, signalStore, unreadBeside } from "../state/signals";
import { useStore } from "../state/store";
import { useTitleCount } from "../use-title";
import { BellButton } from "./bell-button";
import { signalWords } from "./signal-words";

const SignalLayer = later(() => import("./signal-layer"));

/** How long an announcement stands, so that the next one is read out even if it says the same. */
const SAID_MS = 5_000;

/** Rings for what calls for one's attention: counts it, in the tab's title too, says it once, and shows it. */
export function Bell({ wide }: { readonly wide: boolean }) {
  const { list } = useStore(signalStore);
  const { path } = usePlace();
  const anchor = useRef<HTMLButtonElement>(null);
  const before = useRef<SignalList | null>(null);
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState("");
  const reading = document.hidden ? null : match("/messages/:id", path)?.["id"] ?? null;
  const unread = unreadBeside(list, reading);

  useTitleCount(unread);
  useEffect(() => void loadSignals(), []);
  // Hidden too: the title of a tab in the background is where one looks.
  useLive("signals", loadSignals, { whileHidden: true });
  useEffect(() => {
    const raised = list && before.current && !document.hidden ? raisedBetween(before.current, list, reading) : [];
    before.current = list;
    const [first] = raised;
    if (!first) return undefined;
    setSaid(raised.length === 1 ? t("signals.new", { name: first.title, words: signalWords(first) }) : t("signals.newMany", { count: raised.length }));
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
    // What was said of an answer is not said again when one goes elsewhere.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [list]);

  return (
    <>
      <BellButton ref={anchor} unread={unread} wide={wide} open={open} onClick={() => setOpen(!open)} />
      {open && <SignalLayer anchor={anchor} onClose={() => setOpen(false)} />}
      <span className="unseen" role="status">{said}</span>
    </>
  );
}
