import { Fragment, h } from "ui";
import type { TemplateFile } from "../../api/schema";
import { t } from "../../i18n/t";
import { Segmented } from "../../kit/segmented";
import { later } from "../../later";
import { LaterMergeFieldArea as MergeFieldArea } from "../../merge/later-merge-field-area";
import type { MergeChoice, MergeFields } from "../../merge/merge-fields";
import { type HeaderKind, LINE_MAX, type TemplateDraft } from "./template-draft";
import { headerIcons } from "./part-icons";

const HeaderFile = later(async () => ({ default: (await import("./header-file")).HeaderFile }));

const kinds: readonly HeaderKind[] = ["none", "text", "image", "video", "document"];

interface Props {
  readonly draft: TemplateDraft;
  readonly fields: MergeFields | null;
  readonly fault: string | undefined;
  readonly sampleOf: (choice: MergeChoice) => string;
  readonly onChange: (said: Partial<TemplateDraft>) => void;
}

/** What stands above the body: nothing, a line, or a file. */
export function HeaderPart({ draft, fields, fault, sampleOf, onChange }: Props) {
  const { headerKind: kind, files } = draft;
  const setFile = (file: TemplateFile | null) => {
    if (kind === "none" || kind === "text") return;
    const others = Object.fromEntries(Object.entries(files).filter(([held]) => held !== kind)) as TemplateDraft["files"];
    onChange({ files: file === null ? others : { ...others, [kind]: file } });
  };
  return (
    <>
      <Segmented<HeaderKind>
        label={t("header.kind")}
        value={kind}
        segments={kinds.map((one) => ({ value: one, label: t(`header.${one}`), ...(one === "none" ? {} : { icon: headerIcons[one] }) }))}
        onChange={(headerKind) => onChange({ headerKind })}
      />
      {kind === "text" && <MergeFieldArea line bare label={t("header.words")} fields={fields} max={LINE_MAX} value={draft.headerText} error={fault} sampleOf={sampleOf} onChange={(headerText) => onChange({ headerText })} />}
      {kind !== "none" && kind !== "text" && <HeaderFile key={kind} kind={kind} file={files[kind]} fault={fault} onChange={setFile} />}
    </>
  );
}
