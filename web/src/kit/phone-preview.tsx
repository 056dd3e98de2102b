import { type ReactNode, h, useId } from "ui";
import { t } from "../i18n/t";
import { avatarLetter } from "./avatar-letter";
import { Icon } from "./icon";
import type { BubbleButton } from "./message-bubble";
import { WhatsAppWords } from "./whatsapp-words";

interface Props {
  /** The business as the customer sees it. */
  readonly sender: string;
  readonly time: string;
  readonly look: "light" | "dark";
  readonly width?: "android" | "ios";
  readonly header?: ReactNode;
  /** A header that is words. */
  readonly headline?: string;
  readonly body: string;
  readonly footer?: string;
  readonly buttons?: readonly BubbleButton[];
}

/** A message as it looks on the customer's phone: WhatsApp's own colours, whatever theme Parley has. */
export function PhonePreview({ sender, time, look, width = "android", header, headline, body, footer, buttons = [] }: Props) {
  return (
    <figure className={`phone ${look} ${width}`} aria-label={t("phone.label")}>
      <div className="phone-screen">
        <div className="phone-status" aria-hidden="true"><span>{time}</span><span><Icon name="signal" size={14} /><Icon name="battery-full" size={16} /></span></div>
        <div className="phone-head">
          <Icon name="chevron-left" size={20} />
          <span className="phone-face" aria-hidden="true">{avatarLetter(sender)}</span>
          <div><b>{sender}</b><small>{t("phone.business")}</small></div>
          <Icon name="ellipsis" size={18} />
        </div>
        <div className="phone-wall">
          <Doodle />
          <span className="phone-day">{t("phone.today")}</span>
          <div className="phone-bubble">
            {header && <div className="phone-media">{header}</div>}
            <div className="phone-text">
              {headline && <b className="phone-headline">{headline}</b>}
              <WhatsAppWords text={body} />
            </div>
            <div className="phone-foot"><span>{footer}</span><time>{time}</time></div>
            {buttons.map((button) => <div key={button.label} className="phone-button"><Icon name={button.icon} size={16} />{button.label}</div>)}
          </div>
        </div>
        <div className="phone-write" aria-hidden="true">
          <span><Icon name="smile" size={20} />{t("phone.message")}<Icon name="paperclip" size={18} /></span>
          <b><Icon name="mic" size={18} /></b>
        </div>
      </div>
    </figure>
  );
}

/** The pattern of a chat's wall. */
function Doodle() {
  const id = useId();
  return (
    <svg className="phone-doodle" aria-hidden="true">
      <defs>
        <pattern id={id} width="84" height="84" patternUnits="userSpaceOnUse">
          <g>
            <path d="M10 14h14v9a5 5 0 0 1-5 5h-4a5 5 0 0 1-5-5zM24 16h3a3 3 0 0 1 0 6h-3" />
            <circle cx="60" cy="18" r="8" />
            <path d="M57 20a4 4 0 0 0 6 0M57.500 16h.1M62.500 16h.1" />
            <path d="M38 40l4 8 8 1-6 6 2 8-8-4-8 4 2-8-6-6 8-1z" />
            <path d="M8 60h16v12H8zM8 61l8 6 8-6" />
            <path d="M68 48v14a4 4 0 1 1-3-4M68 48l8 3" />
          </g>
        </pattern>
      </defs>
      <rect width="100%" height="100%" fill={`url(#${id})`} />
    </svg>
  );
}
