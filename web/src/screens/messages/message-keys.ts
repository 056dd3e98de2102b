import { type RefObject, useEffect, useRef } from "ui";
import type { Conversation, Id } from "../../api/schema";

interface Keys {
  readonly screen: RefObject<HTMLElement>;
  readonly conversations: readonly Conversation[];
  readonly id: Id | null;
  readonly onOpen: (id: Id) => void;
}

/** J, K and the arrows walk the conversations, R goes to the composer, T to the templates, Escape from there back to the list. */
export function useMessageKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as HTMLElement;
      const { screen, conversations, id, onOpen } = latest.current;
      const find = (selector: string) => screen.current?.querySelector<HTMLElement>(selector) ?? null;
      if (event.key === "Escape" && target.closest(".composer")) {
        event.preventDefault();
        (find("[role=listbox]") ?? target).focus();
        return;
      }
      if (target.closest("input:not([type=radio]), textarea, [role=combobox], dialog, [role=menu]") || document.querySelector("dialog[open]")) return;
      const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        // The list itself walks when it has the focus; arrows elsewhere scroll or choose.
        if (target.closest("[role=listbox], input") || (event.key.startsWith("Arrow") && target.closest("[role=log]"))) return;
        const at = conversations.findIndex((one) => one.id === id);
        const next = conversations[at < 0 ? 0 : Math.max(0, Math.min(at + step, conversations.length - 1))];
        if (next) onOpen(next.id);
      } else if (event.key === "r") find(".composer textarea, .closed-composer input:not(:disabled)")?.focus();
      else if (event.key === "t") (find(".thread-template button") ?? find(".closed-composer input:not(:disabled)"))?.click();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
