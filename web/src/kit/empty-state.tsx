import { type ReactNode, h } from "ui";
import { later } from "../later";
import type { DrawingName } from "./drawings";

const Drawing = later(() => import("./drawings"));

interface Props {
  readonly drawing: DrawingName;
  readonly title: string;
  /** What this place is for, or why it is empty. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly heading?: "h1" | "h2" | "h3";
}

export function EmptyState({ drawing, title, children, action, heading: Heading = "h2" }: Props) {
  return (
    <div className="empty-state">
      <div className="drawing-place"><Drawing name={drawing} /></div>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {action && <div className="empty-state-action">{action}</div>}
    </div>
  );
}
