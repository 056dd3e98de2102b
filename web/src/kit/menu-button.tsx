import { Fragment, h, useRef, useState } from "ui";
import { Button, type ButtonProps } from "./button";
import { Icon } from "./icon";
import { IconButton } from "./icon-button";
import type { IconName } from "./icon-names";
import { Menu, type MenuEntry } from "./menu";
import type { Placement } from "./placement";
import { Tooltip } from "./tooltip";

interface Props {
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly placement?: Placement;
}

/** An icon that opens a menu, the three dots as a rule. */
export function MenuButton({ icon = "ellipsis", label, entries, placement = "bottom-end", outlined }: Props & { readonly icon?: IconName; readonly outlined?: boolean }) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton ref={anchor} icon={icon} label={label} outlined={outlined} hasPopup="menu" expanded={open} onClick={() => setOpen(!open)} />
      {open && <Menu anchor={anchor} label={label} entries={entries} placement={placement} onClose={() => setOpen(false)} />}
    </>
  );
}

type SplitProps = Props & Pick<ButtonProps, "icon" | "variant" | "disabled" | "busy" | "onClick"> & {
  readonly children: string;
  /** Only the usual action is impossible, and why; the others stay. */
  readonly mainFault?: string | undefined;
};

/** The usual action, and beside it the other ones. `label` names the second half. */
export function SplitButton({ children, icon, variant, disabled, mainFault, busy, onClick, label, entries, placement = "bottom-end" }: SplitProps) {
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const main = <Button icon={icon} variant={variant} disabled={disabled || mainFault !== undefined} busy={busy} onClick={onClick}>{children}</Button>;
  return (
    <span className={`split-button ${variant === "primary" ? "primary" : ""}`}>
      {mainFault ? <Tooltip text={mainFault} placement="bottom">{main}</Tooltip> : main}
      <button
        ref={anchor}
        type="button"
        className={`button ${variant ?? "secondary"} split-more`}
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        disabled={disabled}
        onClick={() => setOpen(!open)}
      >
        <Icon name="chevron-down" size={16} />
      </button>
      {open && <Menu anchor={anchor} label={label} entries={entries} placement={placement} onClose={() => setOpen(false)} />}
    </span>
  );
}
