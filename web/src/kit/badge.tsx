import { type ReactNode, h } from "ui";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";

export type Tone = "neutral" | "good" | "info" | "warn" | "danger";

/** A state in a word with its sign: never told by colour alone. */
export function Badge({ tone = "neutral", icon, children }: { readonly tone?: Tone; readonly icon?: IconName; readonly children: ReactNode }) {
  return <span className={`badge ${tone}`}>{icon && <Icon name={icon} size={12} />}{children}</span>;
}

/** How many are unread or waiting. */
export function Counter({ value, label }: { readonly value: number; readonly label: string }) {
  return <span className="counter" role="img" aria-label={label}>{value > 99 ? "99+" : value}</span>;
}
