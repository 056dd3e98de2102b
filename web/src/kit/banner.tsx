import { type ReactNode, h } from "ui";
import type { Tone } from "./badge";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";

interface Props {
  readonly tone: Exclude<Tone, "neutral">;
  readonly icon?: IconName;
  readonly title?: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Appeared because of something the user just did: read out at once. */
  readonly live?: boolean;
}

const signs: Readonly<Record<Props["tone"], IconName>> = { good: "circle-check", info: "info", warn: "triangle-alert", danger: "circle-alert" };

export function Banner({ tone, icon, title, children, action, live }: Props) {
  return (
    <div className={`banner ${tone}`} role={live ? "alert" : undefined}>
      <Icon name={icon ?? signs[tone]} />
      <div className="banner-words">{title && <b>{title}</b>}{children && <span>{children}</span>}</div>
      {action && <div className="banner-action">{action}</div>}
    </div>
  );
}
