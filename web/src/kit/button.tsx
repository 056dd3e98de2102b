import { type MouseEvent, type ReactNode, forwardRef, h } from "ui";
import { classes } from "./classes";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";
import { SpinnerArc } from "./spinner";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger" | "danger-outline" | "link";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly variant?: ButtonVariant;
  readonly size?: 32 | 40;
  readonly icon?: IconName;
  readonly iconAfter?: IconName;
  /** Shows that the work is under way; further clicks do nothing, and the focus stays. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly submit?: boolean;
  readonly wide?: boolean;
  readonly form?: string;
  readonly pressed?: boolean;
  readonly describedBy?: string;
  readonly autoFocus?: boolean;
  readonly onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
}

export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(props, ref) {
  const { children, variant = "secondary", size = 32, icon, iconAfter, busy, disabled, submit, wide, form, pressed, describedBy, autoFocus, onClick } = props;
  return (
    <button
      ref={ref}
      type={submit ? "submit" : "button"}
      form={form}
      className={classes("button", variant, size === 40 && "large", wide && "wide", busy && "busy")}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-pressed={pressed}
      aria-describedby={describedBy}
      data-autofocus={autoFocus || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <SpinnerArc /> : icon && <Icon name={icon} size={16} />}
      <span>{children}</span>
      {iconAfter && <Icon name={iconAfter} size={16} />}
    </button>
  );
});
