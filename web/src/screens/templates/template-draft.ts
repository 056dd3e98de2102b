import type { Id, NewTemplate, Template, TemplateButton, TemplateButtonKind, TemplateCategory, TemplateFile, TemplateHeaderKind } from "../../api/schema";
import { type Token, findTokens } from "../../merge/tokens";

export const NAME_MAX = 100;
export const BODY_MAX = 1_024;
export const LINE_MAX = 60;
export const LABEL_MAX = 25;
export const ADDRESS_MAX = 2_000;
export const BUTTONS_MAX = 10;
/** How many of a kind Meta takes. */
export const kindMax: Readonly<Record<TemplateButtonKind, number>> = { quick_reply: 10, url: 2, phone: 1 };

export type HeaderKind = "none" | TemplateHeaderKind;
export type FileKind = Exclude<TemplateHeaderKind, "text">;

export interface ButtonDraft {
  readonly key: number;
  readonly kind: TemplateButtonKind;
  readonly label: string;
  readonly url: string;
  readonly phone: string;
}

/** A template while it is written. What was typed for a kind of header stays while another is looked at. */
export interface TemplateDraft {
  readonly name: string;
  readonly module: string;
  readonly language: string;
  readonly category: TemplateCategory | null;
  readonly headerKind: HeaderKind;
  readonly headerText: string;
  readonly files: Readonly<Partial<Record<FileKind, TemplateFile>>>;
  readonly body: string;
  readonly footer: string;
  readonly buttons: readonly ButtonDraft[];
  /** What reviewers see, by what a merge field names: one that stands twice has one sample. */
  readonly samples: Readonly<Record<string, string>>;
  readonly channel: Id | null;
}

let lastKey = 0;

export function freshButton(said: Partial<ButtonDraft> & Pick<ButtonDraft, "kind">): ButtonDraft {
  lastKey += 1;
  return { key: lastKey, label: "", url: "", phone: "", ...said };
}

export function blankDraft(module: string, language: string): TemplateDraft {
  return { name: "", module, language, category: null, headerKind: "none", headerText: "", files: {}, body: "", footer: "", buttons: [], samples: {}, channel: null };
}

/** A template as it stands, to be changed or copied. */
export function draftOf(template: Template): TemplateDraft {
  const { header } = template;
  const samples: Record<string, string> = {};
  const keep = (text: string | null | undefined, chosen: readonly (string | null | undefined)[]) => {
    for (const [index, token] of findTokens(text ?? "").entries()) {
      const sample = chosen[index];
      if (sample) samples[token.name] ??= sample;
    }
  };
  keep(template.body, template.samples);
  keep(header?.text, [header?.sample]);
  for (const button of template.buttons) keep(button.url, [button.sample]);
  return {
    name: template.name,
    module: template.module ?? "Leads",
    language: template.language,
    category: template.category,
    headerKind: header?.kind ?? "none",
    headerText: header?.text ?? "",
    files: header?.file && header.kind !== "text" ? { [header.kind]: header.file } : {},
    body: template.body,
    footer: template.footer ?? "",
    buttons: template.buttons.map((button) => freshButton({ kind: button.kind, label: button.label, url: button.url ?? "", phone: button.phone ?? "" })),
    samples,
    channel: template.channel,
  };
}

/** The merge fields of a draft in the order in which people see them, each once. */
export function tokensOf(draft: TemplateDraft): readonly Token[] {
  const texts = [...(draft.headerKind === "text" ? [draft.headerText] : []), draft.body, ...draft.buttons.filter((button) => button.kind === "url").map((button) => button.url)];
  const all = texts.flatMap((text) => findTokens(text));
  return all.filter((token, index) => all.findIndex((one) => one.name === token.name) === index);
}

/** What is said to the server of it; a channel only where it is chosen. */
export function bodyOf(draft: TemplateDraft): Omit<NewTemplate, "category"> {
  const sampleOf = (text: string) => {
    const [token] = findTokens(text);
    return (token && draft.samples[token.name]?.trim()) || null;
  };
  return {
    name: draft.name.trim(),
    module: draft.module,
    language: draft.language,
    header: headerOf(draft, sampleOf),
    body: draft.body.trim(),
    footer: draft.footer.trim() || null,
    buttons: draft.buttons.map((button) => buttonOf(button, sampleOf)),
    samples: findTokens(draft.body.trim()).map((token) => draft.samples[token.name]?.trim() ?? ""),
  };
}

function headerOf({ headerKind, headerText, files }: TemplateDraft, sampleOf: (text: string) => string | null): NonNullable<NewTemplate["header"]> | null {
  if (headerKind === "none") return null;
  return headerKind === "text" ? { kind: "text", text: headerText.trim(), sample: sampleOf(headerText) } : { kind: headerKind, file: files[headerKind]?.id ?? null };
}

function buttonOf({ kind, label, url, phone }: ButtonDraft, sampleOf: (text: string) => string | null): TemplateButton {
  const shared = { kind, label: label.trim() };
  if (kind === "url") return { ...shared, url: url.trim(), sample: sampleOf(url) };
  return kind === "phone" ? { ...shared, phone: phone.trim() } : shared;
}
