import { Fragment, h } from "ui";
import type { Field, Phone } from "../api/schema";
import { t } from "../i18n/t";
import { Avatar } from "../kit/avatar";
import { Chip } from "../kit/chip";
import { Icon } from "../kit/icon";
import { Link } from "../link";
import { recordPath } from "../screens/records/record-paths";
import { linkOf, wordsOf } from "./field-words";
import { OptionDot } from "./option-dot";
import { type Links, type Value, isBlank } from "./values";

interface Props {
  readonly field: Field;
  readonly value: Value;
  readonly links: Links;
  readonly phone?: Phone | undefined;
}

/** A value as a page or a list shows it. */
export function ShownValue({ field, value, links, phone }: Props) {
  if (isBlank(value)) return <span className="quiet">—</span>;
  const words = wordsOf(field, value, links);
  if (typeof value === "boolean") return <span className="yes-no">{value && <Icon name="check" size={14} />}{words}</span>;
  if (typeof value !== "string") return <span className="value-chips">{value.map((one) => <Chip key={one}><OptionDot color={colorOf(field, one)} />{wordsOf(field, [one])}</Chip>)}</span>;
  switch (field.type) {
    case "email":
      return <a href={`mailto:${value}`}>{value}</a>;
    case "website": {
      const address = webAddress(value);
      return address ? <a href={address} target="_blank" rel="noopener noreferrer">{value}<Icon name="external-link" size={14} /></a> : <span>{value}</span>;
    }
    case "phone":
      return <><span className="no-wrap">{value}</span>{phone?.e164 === null && <small className="value-note">{t("record.notANumber")}</small>}</>;
    case "picklist":
      return <span className="value-option"><OptionDot color={colorOf(field, value)} />{words}</span>;
    case "lookup": {
      const link = linkOf(field, value, links);
      return link?.module ? <Link to={recordPath(link.module, link.id)}>{link.name}</Link> : <span className="quiet">{words}</span>;
    }
    case "user":
      return <span className="value-person"><Avatar name={words} seed={value} size={18} />{words}</span>;
    default:
      return <span className="value-text">{words}</span>;
  }
}

function colorOf(field: Field, value: string) {
  return field.options?.find((option) => option.value === value)?.color ?? null;
}

/** Only addresses of the web become links; a stored `javascript:` never does. */
function webAddress(typed: string): string | null {
  return /^https?:\/\//i.test(typed) ? typed : /^[\w-]+(\.[\w-]+)+/.test(typed) ? `https://${typed}` : null;
}
