import { useState } from "ui";
import { call } from "../../api/client";
import type { Id } from "../../api/schema";
import type { MergeChoice, MergeFields } from "../../merge/merge-fields";
import { useMergeValues } from "../../merge/merge-values";
import { type Token, fillTokens, shortName } from "../../merge/tokens";
import { useLoaded } from "../../state/loaded";

/** A record whose values stand in the preview: the module's first, or one that is chosen. */
export interface Example {
  readonly record: { readonly id: Id; readonly name: string } | null;
  readonly choose: (id: Id) => void;
  /** What it says for a merge field; blank where it says nothing. */
  readonly sampleOf: (choice: MergeChoice) => string;
  readonly valueAt: (token: Token) => string;
  /** A text as its reader would get it. */
  readonly filled: (text: string) => string;
}

export function useExample(module: string, language: string, fields: MergeFields | null): Example {
  const [chosen, setChosen] = useState<{ readonly module: string; readonly id: Id } | null>(null);
  const id = chosen?.module === module ? chosen.id : null;
  const record = useLoaded(`example of ${module} ${id}`, async () => (id === null ? (await call("listRecords", { path: { module }, query: { limit: 1 } })).records[0] ?? null : call("getRecord", { path: { id } }))).value;
  const values = useMergeValues(module, record?.id ?? null, language, fields);
  const sampleOf = (choice: MergeChoice) => values.get(choice.token) ?? "";
  const choiceAt = (token: Token) => fields?.find(token) ?? null;
  const valueAt = (token: Token) => {
    const choice = choiceAt(token);
    return choice ? sampleOf(choice) : "";
  };
  return {
    record,
    choose: (next) => setChosen({ module, id: next }),
    sampleOf,
    valueAt,
    filled: (text) => fillTokens(text, (token) => valueAt(token) || token.fallback?.trim() || choiceAt(token)?.label || shortName(token)),
  };
}
