import { type ReactNode, h } from "ui";
import { t } from "../i18n/t";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";

interface Props {
  readonly children: ReactNode;
  readonly icon?: IconName;
  /** A filter that is on or off. */
  readonly pressed?: boolean;
  readonly onClick?: () => void;
  /** Shows a cross; `name` says what is taken away. */
  readonly onRemove?: { readonly name: string; readonly remove: () => void };
}

export function Chip({ children, icon, pressed, onClick, onRemove }: Props) {
  const inside = [icon && <Icon key="i" name={icon} size={14} />, <span key="t">{children}</span>];
  if (onClick) return <button type="button" className="chip" aria-pressed={pressed} onClick={onClick}>{inside}</button>;
  return (
    <span className="chip still">
      {inside}
      {onRemove && <button type="button" className="chip-remove" aria-label={t("chip.remove", { name: onRemove.name })} onClick={onRemove.remove}><Icon name="x" size={14} /></button>}
    </span>
  );
}
