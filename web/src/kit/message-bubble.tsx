import { type ReactNode, h } from "ui";
import { t } from "../i18n/t";
import { classes } from "./classes";
import { Icon } from "./icon";
import type { IconName } from "./icon-names";
import { type DeliveryStatus, Ticks } from "./ticks";
import { WhatsAppWords } from "./whatsapp-words";

export interface BubbleButton {
  readonly label: string;
  readonly icon: IconName;
}

interface Props {
  /** Sent by the business. */
  readonly own: boolean;
  readonly author: string;
  readonly text: string;
  readonly time: string;
  readonly status?: DeliveryStatus;
  readonly statusTimes?: string;
  /** Follows another of the same sender: closer, without the pointed corner. */
  readonly continued?: boolean;
  /** A template's parts. */
  readonly template?: { readonly label: string; readonly header?: ReactNode; readonly footer?: string; readonly buttons?: readonly BubbleButton[] };
  /** What it shows over its words: what it answers, a picture, a card. */
  readonly above?: ReactNode;
  /** What it shows under its words: what can be tapped on. */
  readonly below?: ReactNode;
  /** Said beside the time: "Edited". */
  readonly mark?: ReactNode;
  /** Stand on its lower edge. */
  readonly reactions?: ReactNode;
  /** Offered while it is pointed at or has the focus. */
  readonly actions?: ReactNode;
  /** What is not known for certain, and what can be said about it. */
  readonly note?: ReactNode;
  /** Why it was not delivered, and how to try again, or that this was done. */
  readonly failure?: { readonly reason: string; readonly retry?: () => void; readonly retried?: ReactNode };
}

export function MessageBubble({ own, author, text, time, status, statusTimes, continued, template, above, below, mark, reactions, actions, note, failure }: Props) {
  return (
    <article className={classes("message", own && "own", continued && "continued", reactions !== undefined && "reacted")} aria-label={t("message.by", { author, time })}>
      <div className="bubble-frame">
        <div className={classes("bubble", template && "of-template")}>
          {template?.header && <div className="bubble-header">{template.header}</div>}
          {above}
          <div className={classes("bubble-text", text === "" && "wordless")}>
            <WhatsAppWords text={text} />
            {template?.footer && <small className="bubble-footer">{template.footer}</small>}
            <span className="bubble-at">
              {template && <span className="bubble-kind"><Icon name="layout-template" size={14} />{template.label}</span>}
              {mark}
              <time>{time}</time>
              {status && <Ticks status={status} times={statusTimes} />}
            </span>
          </div>
          {below}
          {template?.buttons && (
            <div className="bubble-buttons">
              {template.buttons.map((button) => <span key={button.label}><Icon name={button.icon} size={16} />{button.label}</span>)}
            </div>
          )}
        </div>
        {reactions && <div className="bubble-reactions">{reactions}</div>}
        {actions && <div className="bubble-actions">{actions}</div>}
      </div>
      {note && <div className="bubble-note"><Icon name="info" size={14} /><span>{note}</span></div>}
      {failure && (
        <div className="bubble-failure">
          <Icon name="circle-alert" size={14} />
          <span>
            {failure.reason}{" "}
            {failure.retry && <button type="button" className="button link" onClick={failure.retry}><Icon name="refresh-cw" size={14} />{t("message.retry")}</button>}
            {failure.retried}
          </span>
        </div>
      )}
    </article>
  );
}

/** Opens a new day in a thread. */
export function DayDivider({ day }: { readonly day: string }) {
  return <div className="day-divider"><span>{day}</span></div>;
}

/** Something that happened between messages: assigned, window closed. */
export function ThreadEvent({ icon, children }: { readonly icon: IconName; readonly children: ReactNode }) {
  return <div className="thread-event"><Icon name={icon} size={14} /><span>{children}</span></div>;
}
