import { h, useState } from "ui";
import { MergeFieldArea } from "../../merge/merge-field-area";
import { plainField } from "../../fields/plain-field";
import { KitPart } from "./kit-part";
import { sampleModule } from "./sample-module";
import type { Samples } from "./samples";

const MAX = 1_024;

/** A text with merge fields: one that the module knows, one that it does not, and the picker behind `#`. */
export function KitMerge({ words }: { readonly words: Samples }) {
  const [body, setBody] = useState(words.mergeBody);
  const fields = words.mergeFields.map((label, index) => plainField({ id: String(index), name: `field_${index}`, label }));
  const module = sampleModule("Leads", words.leads, fields);
  return (
    <KitPart title={words.parts.merge}>
      <MergeFieldArea label={words.body} required hint={words.mergeHint} module={module} max={MAX} value={body} onChange={setBody} sampleOf={(field) => (field.id === "0" ? words.customer : "")} />
    </KitPart>
  );
}
