import { type MouseEvent, forwardRef, h } from "ui";
import { classes } from "./classes";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";
import { Tooltip } from "./tooltip";

export interface IconButtonProps {
  readonly icon: IconName;
  /** Says what it does; also its tooltip. */
  readonly label: string;
  readonly shortcut?: string;
  readonly size?: 24 | 32 | 40;
  readonly outlined?: boolean;
  readonly danger?: boolean;
  readonly pressed?: boolean;
  readonly expanded?: boolean;
  readonly hasPopup?: "menu" | "dialog" | "listbox";
  readonly disabled?: boolean;
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
}

export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(props, ref) {
  const { icon, label, shortcut, size = 32, outlined, danger, pressed, expanded, hasPopup, disabled, onClick } = props;
  return (
    <Tooltip text={label} shortcut={shortcut} names>
      <button
        ref={ref}
        type="button"
        className={classes("icon-button", `s${size}`, outlined && "outlined", danger && "danger")}
        aria-label={label}
        aria-pressed={pressed}
        aria-expanded={expanded}
        aria-haspopup={hasPopup}
        disabled={disabled}
        onClick={onClick}
      >
        <Icon name={icon} size={size === 24 ? 16 : 18} />
      </button>
    </Tooltip>
  );
});
