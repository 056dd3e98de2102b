import { type ReactElement, h } from "ui";
import { addressOf } from "../../api/client";
import type { TemplateButtonKind, TemplateFile, TemplateHeaderKind } from "../../api/schema";
import { t } from "../../i18n/t";
import { Icon } from "../../kit/icon";
import { iconOf, sizeWords } from "../records/file-kinds";
import { headerIcons } from "./part-icons";

/** What a template says, its merge fields filled. */
export interface TemplateWords {
  readonly header: { readonly kind: TemplateHeaderKind; readonly text: string | null; readonly file: TemplateFile | null } | null;
  readonly text: string;
  readonly footer: string | null;
  readonly buttons: readonly { readonly kind: TemplateButtonKind; readonly label: string }[];
}

/** A header's picture, video or document; its place while there is none. */
export function HeaderMedia({ header }: { readonly header: NonNullable<TemplateWords["header"]> }): ReactElement | null {
  const { kind, file } = header;
  if (kind === "text") return null;
  if (!file) return <div className="header-blank"><Icon name={headerIcons[kind]} size={24} label={t(`header.${kind}`)} /></div>;
  const source = addressOf("getTemplateFile", { path: { id: file.id }, query: { inline: true } });
  if (kind === "image") return <img className="header-picture" src={source} alt={file.name} />;
  // What a template begins with has no captions.
  // eslint-disable-next-line jsx-a11y/media-has-caption
  if (kind === "video") return <video className="header-picture" src={source} aria-label={file.name} controls preload="metadata" />;
  return <div className="header-document"><Icon name={iconOf(file.type)} size={24} /><span><b className="cut">{file.name}</b><small>{sizeWords(file.size)}</small></span></div>;
}
