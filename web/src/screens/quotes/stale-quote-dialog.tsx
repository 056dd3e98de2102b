import { h } from "ui";
import type { Quote } from "../../api/schema";
import { language, t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { Dialog } from "../../kit/dialog";
import { amountWords } from "./quote-draft";

interface Props {
  /** As somebody else saved it. */
  readonly fresh: Quote;
  /** What one's own comes to. */
  readonly mine: string;
  readonly onClose: () => void;
  readonly onDiscard: () => void;
  readonly onOverwrite: () => void;
}

/** Somebody else saved the quote meanwhile: theirs or mine. */
export function StaleQuoteDialog({ fresh, mine, onClose, onDiscard, onOverwrite }: Props) {
  const total = fresh.record.values["grand_total"];
  const theirs = amountWords(typeof total === "string" ? total : "0", fresh.currency, language());
  return (
    <Dialog
      title={t("quotes.stale")}
      onClose={onClose}
      onSubmit={onOverwrite}
      footer={[<Button key="theirs" autoFocus onClick={onDiscard}>{t("quotes.stale.theirs")}</Button>, <Button key="mine" submit variant="danger">{t("quotes.stale.overwrite")}</Button>]}
    >
      <p>{t("quotes.stale.text", { name: fresh.record.updated_by?.name ?? t("record.system"), theirs, mine })}</p>
    </Dialog>
  );
}
