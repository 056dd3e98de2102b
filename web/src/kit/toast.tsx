import { h, useEffect, useState } from "ui";
import { t } from "../i18n/t";
import { createStore, useStore } from "../state/store";
import { Link } from "../link";
import { Icon } from "./icon";
import { IconButton } from "./icon-button";

export interface ToastMessage {
  readonly text: string;
  readonly tone?: "good" | "danger";
  /** Takes back what was just done. */
  readonly undo?: () => void;
  /** Leads to what was made. */
  readonly link?: { readonly label: string; readonly to: string };
}

const LASTS_MS = 6_000;
const toastStore = createStore<readonly (ToastMessage & { readonly id: number })[]>([]);
let lastId = 0;

/** Says in passing that something was done. What needs an answer is a dialog; what is wrong with an input stands at the input. */
export function toast(message: ToastMessage): void {
  lastId += 1;
  toastStore.set([...toastStore.get().slice(-2), { ...message, id: lastId }]);
}

function dismiss(id: number): void {
  toastStore.set(toastStore.get().filter((one) => one.id !== id));
}

/** The place for toasts; drawn once, by the app. */
export function ToastRegion() {
  const messages = useStore(toastStore);
  return (
    <div className="toast-region" role="status" aria-live="polite">
      {messages.map((message) => <Toast key={message.id} message={message} onDone={() => dismiss(message.id)} />)}
    </div>
  );
}

export function Toast({ message, onDone, still }: { readonly message: ToastMessage; readonly onDone: () => void; readonly still?: boolean }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held || still) return undefined;
    const timer = setTimeout(onDone, LASTS_MS);
    return () => clearTimeout(timer);
    // A new function each time it is drawn must not start the time anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [held, still]);
  return (
    <div className={`toast ${message.tone ?? "good"}`} onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}>
      <Icon name={message.tone === "danger" ? "circle-alert" : "circle-check"} />
      <span>{message.text}</span>
      {message.link && <Link to={message.link.to} className="toast-undo">{message.link.label}</Link>}
      {message.undo && (
        <button type="button" className="toast-undo" onClick={() => {
          message.undo?.();
          onDone();
        }}>
          <Icon name="undo-2" size={16} />{t("toast.undo")}
        </button>
      )}
      <IconButton size={24} icon="x" label={t("dialog.close")} onClick={onDone} />
    </div>
  );
}
