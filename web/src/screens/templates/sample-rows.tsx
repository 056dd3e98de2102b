import { h } from "ui";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { TextField } from "../../kit/text-field";
import { type Token, findTokens, shortName } from "../../merge/tokens";
import { type TemplateDraft, tokensOf } from "./template-draft";

interface Props {
  readonly draft: TemplateDraft;
  /** What the server would choose for the body's places. */
  readonly chosen: readonly string[];
  /** What a record says, by a token. */
  readonly valueAt: (token: Token) => string;
  readonly record: string | null;
  readonly onChange: (samples: TemplateDraft["samples"]) => void;
}

/** What Meta's reviewers see in the places of merge fields. Left blank, it goes by the field's type. */
export function SampleRows({ draft, chosen, valueAt, record, onChange }: Props) {
  const tokens = tokensOf(draft);
  const ofBody = findTokens(draft.body.trim());
  const fill = () => onChange({ ...draft.samples, ...Object.fromEntries(tokens.map((token) => [token.name, valueAt(token)] as const).filter(([, value]) => value !== "")) });
  return (
    <div className="sample-rows">
      {tokens.map((token) => (
        <TextField
          key={token.name}
          label={shortName(token)}
          max={100}
          placeholder={chosen[ofBody.findIndex((one) => one.name === token.name)] ?? t("samples.byType")}
          value={draft.samples[token.name] ?? ""}
          onChange={(sample) => onChange({ ...draft.samples, [token.name]: sample })}
        />
      ))}
      {record !== null && <div><Button variant="link" onClick={fill}>{t("samples.fill", { name: record })}</Button></div>}
    </div>
  );
}
