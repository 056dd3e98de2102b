import { Fragment, type ReactNode, h } from "ui";
import type { Message } from "../../api/schema";
import { count, money } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { buttonsOf } from "../templates/part-icons";
import { FilePart } from "./message-file";
import { summaryOf } from "./message-words";

type Content = Message["content"];

interface Props {
  readonly message: Message;
  readonly author: string;
  readonly person: string;
  readonly onJump: (id: string) => void;
}

/** What a message shows over its words. Nothing where it has words only. */
export function aboveWords({ message, author, person, onJump }: Props): ReactNode {
  const { content, file, kind, quoted } = message;
  const offer = content.interactive ?? content.template;
  return (
    <>
      {content.forwarded && <p className="bubble-forwarded"><Icon name="corner-up-right" size={14} />{t(`message.forwarded.${content.forwarded}`)}</p>}
      {content.origin && <Origin origin={content.origin} />}
      {quoted && <Quote quoted={quoted} person={person} onJump={onJump} />}
      {file && <FilePart kind={kind === "template" ? kindOfFile(file.kind) : kind} file={file} author={author} />}
      {content.location && <Place place={content.location} />}
      {content.contacts?.map((card, index) => <ContactCard key={index} card={card} />)}
      {content.order && <Order items={content.order} />}
      {content.form && <Form answers={content.form} />}
      {kind === "choice" && <p className="bubble-forwarded"><Icon name="check" size={14} />{t("message.choice")}</p>}
      {offer?.header && <b className="bubble-title">{offer.header}</b>}
    </>
  );
}

/** A template begins with a picture, a video or a document. */
function kindOfFile(type: string): Message["kind"] {
  const [family] = type.split("/");
  return family === "image" || family === "video" ? family : "document";
}

/** What stands under its words: the small line of what was tapped, and what can be tapped on. */
export function belowWords({ content }: Message): ReactNode {
  const { choice, interactive, template } = content;
  const offer = interactive ?? template;
  const buttons = interactive ? interactive.buttons?.map((button) => ({ label: button.title, icon: "corner-up-left" as const })) : buttonsOf(template?.buttons ?? []);
  return (
    <>
      {choice?.description && <p className="bubble-small">{choice.description}</p>}
      {offer?.footer && <p className="bubble-small">{offer.footer}</p>}
      {buttons && buttons.length > 0 && <div className="bubble-buttons">{buttons.map((button, index) => <span key={index}><Icon name={button.icon} size={16} />{button.label}</span>)}</div>}
      {interactive?.sections && (
        <details className="bubble-list">
          <summary><Icon name="list" size={16} />{interactive.list}</summary>
          {interactive.sections.map((section, index) => (
            <div key={index}>
              {section.title && <b>{section.title}</b>}
              <ul>{section.rows.map((row) => <li key={row.id}>{row.title}{row.description && <small>{row.description}</small>}</li>)}</ul>
            </div>
          ))}
        </details>
      )}
    </>
  );
}

function Quote({ quoted, person, onJump }: { readonly quoted: NonNullable<Message["quoted"]>; readonly person: string; readonly onJump: (id: string) => void }) {
  const { id } = quoted;
  if (id === null) return <p className="bubble-quote"><span>{t("message.quote.none")}</span></p>;
  const words = summaryOf(quoted);
  return (
    <button type="button" className="bubble-quote" aria-label={t("message.quote.go", { text: words })} onClick={() => onJump(id)}>
      <b>{quoted.direction === "outbound" ? t("message.you") : person}</b>
      <span>{words}</span>
    </button>
  );
}

function Origin({ origin }: { readonly origin: NonNullable<Content["origin"]> }) {
  return (
    <div className="bubble-quote of-ad">
      <small>{t(origin.type === "post" ? "message.post" : "message.ad")}</small>
      {origin.headline && <b>{origin.headline}</b>}
      {origin.body && <span>{origin.body}</span>}
      {origin.url && <a href={origin.url} target="_blank" rel="noopener noreferrer nofollow"><Icon name="external-link" size={14} />{t("message.ad.open")}</a>}
    </div>
  );
}

function Place({ place }: { readonly place: NonNullable<Content["location"]> }) {
  const [latitude, longitude] = [place.latitude.toFixed(5), place.longitude.toFixed(5)];
  return (
    <div className="bubble-card">
      <Icon name="map-pin" size={24} />
      <div>
        {place.name && <b>{place.name}</b>}
        {place.address && <span>{place.address}</span>}
        <small>{t("message.coordinates", { latitude, longitude })}</small>
        <span className="bubble-links">
          <a href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`} target="_blank" rel="noopener noreferrer"><Icon name="external-link" size={14} />{t("message.map")}</a>
        </span>
      </div>
    </div>
  );
}

function ContactCard({ card }: { readonly card: NonNullable<Content["contacts"]>[number] }) {
  return (
    <div className="bubble-card">
      <Icon name="contact" size={24} />
      <div>
        <b>{card.name}</b>
        {card.company && <small>{card.company}</small>}
        {card.phones.map((phone) => <a key={phone} href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>)}
        {card.emails.map((email) => <a key={email} href={`mailto:${email}`}>{email}</a>)}
      </div>
    </div>
  );
}

function Order({ items }: { readonly items: NonNullable<Content["order"]> }) {
  const currencies = new Set(items.map((item) => item.currency));
  const total = items.reduce((sum, item) => sum + item.price * item.quantity, 0);
  return (
    <table className="bubble-order">
      <thead><tr><th>{t("message.order.product")}</th><th>{t("message.order.quantity")}</th><th>{t("message.order.price")}</th></tr></thead>
      <tbody>{items.map((item, index) => <tr key={index}><td>{item.product}</td><td>{count(item.quantity)}</td><td>{amount(item.price, item.currency)}</td></tr>)}</tbody>
      {currencies.size === 1 && <tfoot><tr><th colSpan={2} scope="row">{t("message.order.total")}</th><td>{amount(total, items[0]?.currency ?? "")}</td></tr></tfoot>}
    </table>
  );
}

/** The currency is the customer's word: one that does not look like any stands as it came. */
function amount(value: number, currency: string): string {
  return /^[A-Z]{3}$/i.test(currency) ? money(value, currency) : `${count(value)} ${currency}`;
}

function Form({ answers }: { readonly answers: NonNullable<Content["form"]> }) {
  return <dl className="bubble-form">{answers.map((answer, index) => <div key={index}><dt>{answer.name}</dt><dd>{answer.value}</dd></div>)}</dl>;
}
