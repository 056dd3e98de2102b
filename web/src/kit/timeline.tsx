import { type ReactNode, h } from "ui";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";

export interface TimelineEvent {
  readonly key: string;
  readonly icon: IconName;
  readonly accent?: boolean;
  readonly title: ReactNode;
  readonly time: string;
  readonly detail?: ReactNode;
  /** Words that were said or written. */
  readonly quote?: { readonly text: ReactNode; readonly own: boolean };
}

export interface TimelineDay {
  readonly label: string;
  readonly events: readonly TimelineEvent[];
}

export function Timeline({ days }: { readonly days: readonly TimelineDay[] }) {
  return (
    <div className="timeline">
      {days.map((day) => (
        <section key={day.label}>
          <h3>{day.label}</h3>
          <ol>
            {day.events.map((event) => (
              <li key={event.key}>
                <span className={event.accent ? "timeline-dot accent" : "timeline-dot"}><Icon name={event.icon} size={14} /></span>
                <div className="timeline-head"><span>{event.title}</span><time>{event.time}</time></div>
                {event.detail && <p>{event.detail}</p>}
                {event.quote && <blockquote className={event.quote.own ? "own" : undefined}>{event.quote.text}</blockquote>}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
