import { h, useState } from "ui";
import "../../i18n/templates-words";
import { MergeFieldArea } from "../../merge/merge-field-area";
import { mergeFieldsOf } from "../../merge/merge-fields";
import { KitPart } from "./kit-part";
import type { Samples } from "./samples";

const MAX = 1_024;

/** A text with merge fields: one that the module knows, one that it does not, and the picker behind `#`. */
export function KitMerge({ words }: { readonly words: Samples }) {
  const [body, setBody] = useState(words.mergeBody);
  const both = (label: string) => ({ en: label, zh: label });
  const fields = mergeFieldsOf("Leads", [
    { kind: "record", field: null, labels: both(words.leads), fields: words.mergeFields.map((label) => ({ token: `\${${words.leads}.${label}}`, labels: both(label), type: "text", field: null })) },
  ], new Map(), ({ en }) => en);
  const [first] = fields.groups[0]?.choices ?? [];
  return (
    <KitPart title={words.parts.merge}>
      <MergeFieldArea label={words.body} required hint={words.mergeHint} fields={fields} max={MAX} value={body} onChange={setBody} sampleOf={(choice) => (choice === first ? words.customer : "")} />
    </KitPart>
  );
}
