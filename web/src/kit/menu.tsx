import { type KeyboardEvent, type ReactNode, type RefObject, h, useEffect, useRef } from "ui";
import { classes } from "./classes";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";
import type { Placement } from "./placement";
import { Popover } from "./popover";

export interface MenuItem {
  readonly kind?: "item";
  readonly label: string;
  readonly icon?: IconName;
  /** A second line: why it cannot be used, say. */
  readonly hint?: string;
  readonly end?: ReactNode;
  readonly shortcut?: string;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** One of several choices, the present one checked. */
  readonly checked?: boolean;
  /** Leaves the menu open: for a choice whose effect one wants to see. */
  readonly stays?: boolean;
  readonly onSelect: () => void;
}

export type MenuEntry = MenuItem | { readonly kind: "line" } | { readonly kind: "heading"; readonly label: string };

interface Props {
  readonly anchor: RefObject<HTMLElement>;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly header?: ReactNode;
  readonly placement?: Placement;
  readonly onClose: () => void;
}

/** A list of actions. Arrows walk, letters jump, Escape and Tab close, and the focus goes back to the opener. */
export function Menu({ anchor, label, entries, header, placement, onClose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const items = () => [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];

  useEffect(() => {
    (list.current?.querySelector<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])") ?? list.current)?.focus({ preventScroll: true });
  }, []);

  const close = () => {
    onClose();
    (anchor.current?.matches("button, a") ? anchor.current : anchor.current?.querySelector<HTMLElement>("button, a"))?.focus({ preventScroll: true });
  };
  const step = (event: KeyboardEvent<HTMLDivElement>) => {
    const all = items();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const go = (index: number) => {
      event.preventDefault();
      all[(index + all.length) % all.length]?.focus();
    };
    if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(at < 0 ? -1 : at - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(-1);
    else if (event.key === "Tab") {
      event.preventDefault();
      close();
    } else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
      const letter = event.key.toLocaleLowerCase();
      const next = [...all.slice(at + 1), ...all.slice(0, at + 1)].find((one) => one.textContent?.trim().toLocaleLowerCase().startsWith(letter));
      next?.focus();
    }
  };
  return (
    <Popover anchor={anchor} placement={placement ?? "bottom-start"} className="menu-layer" onClose={close}>
      {header}
      <div ref={list} className="menu" role="menu" aria-label={label} tabIndex={-1} onKeyDown={step}>
        {entries.map((entry, index) => {
          if (entry.kind === "line") return <hr key={index} />;
          if (entry.kind === "heading") return <div key={index} className="menu-heading" role="presentation">{entry.label}</div>;
          return (
            <button
              key={index}
              type="button"
              role={entry.checked === undefined ? "menuitem" : "menuitemradio"}
              aria-checked={entry.checked}
              aria-disabled={entry.disabled || undefined}
              tabIndex={-1}
              className={classes("menu-item", entry.danger && "danger")}
              onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
              onClick={() => {
                if (entry.disabled) return;
                if (!entry.stays) close();
                entry.onSelect();
              }}
            >
              {entry.icon && <Icon name={entry.icon} size={16} />}
              <span className="menu-label">{entry.label}{entry.hint && <small>{entry.hint}</small>}</span>
              {entry.end}
              {entry.checked && <Icon name="check" size={16} />}
              {entry.shortcut && <kbd className="kbd">{entry.shortcut}</kbd>}
            </button>
          );
        })}
      </div>
    </Popover>
  );
}
