import { h, useState } from "ui";
import { call } from "../../api/client";
import { ProblemError, sentenceFor } from "../../api/problem";
import type { TokenScope } from "../../api/schema";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Checkbox } from "../../kit/checkbox";
import { Dialog } from "../../kit/dialog";
import { Segmented } from "../../kit/segmented";
import { TextField } from "../../kit/text-field";
import { CopyLine } from "../channels/copy-line";

const scopes: readonly TokenScope[] = ["read", "write"];
const lives = ["30", "90", "365", "none"] as const;

/** Says what a token is for and may do, then shows its secret this once. */
export default function NewTokenDialog({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: () => void }) {
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly TokenScope[]>(["read"]);
  const [life, setLife] = useState<typeof lives[number]>("90");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [secret, setSecret] = useState<string | null>(null);

  const make = async () => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const made = await call("createToken", { body: { name, scopes: chosen, days: life === "none" ? null : Number(life) } });
      setSecret(made.secret);
      onMade();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  if (secret !== null) {
    return (
      <Dialog title={t("tokens.secret.title")} onClose={onClose} footer={<Button variant="primary" onClick={onClose}>{t("tokens.secret.done")}</Button>}>
        <div className="dialog-form">
          <p>{t("tokens.secret.text")}</p>
          <CopyLine label={t("tokens.secret")} value={secret} />
        </div>
      </Dialog>
    );
  }
  const field = error instanceof ProblemError ? error.problem.field : undefined;
  return (
    <Dialog
      title={t("tokens.new")}
      onClose={onClose}
      onSubmit={() => void make()}
      footer={[<Button key="no" onClick={onClose}>{t("dialog.cancel")}</Button>, <Button key="yes" submit variant="primary" busy={busy}>{t("tokens.create")}</Button>]}
    >
      <div className="dialog-form">
        {error !== null && field !== "name" && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
        <TextField label={t("tokens.name")} hint={t("tokens.name.hint")} required autoFocus value={name} error={field === "name" ? sentenceFor(error) : undefined} onChange={setName} />
        <fieldset className="token-scopes">
          <legend>{t("tokens.scopes")}</legend>
          {scopes.map((scope) => <Checkbox key={scope} label={`${t(`tokens.scope.${scope}`)} · ${t(`tokens.scope.${scope}.hint`)}`} checked={chosen.includes(scope)} onChange={(on) => setChosen(scopes.filter((one) => (one === scope ? on : chosen.includes(one))))} />)}
        </fieldset>
        <div className="setting-line">
          <span>{t("tokens.life")}</span>
          <Segmented label={t("tokens.life")} value={life} segments={lives.map((one) => ({ value: one, label: t(`tokens.life.${one}`) }))} onChange={setLife} />
        </div>
      </div>
    </Dialog>
  );
}
