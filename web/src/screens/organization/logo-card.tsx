import { h, useRef, useState } from "ui";
import { addressOf, call } from "../../api/client";
import { sentenceFor } from "../../api/problem";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Card } from "../../kit/card";
import { Icon } from "../../kit/icon";
import { toast } from "../../kit/toast";

const MOST_BYTES = 1_048_576;

/** The organisation's logo: shown, exchanged, removed. */
export default function LogoCard() {
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(true);
  const [turn, setTurn] = useState(0);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);

  const act = async (work: () => Promise<unknown>, words: string, shows: boolean) => {
    setBusy(true);
    setFault(null);
    try {
      await work();
      toast({ text: words });
      setShown(shows);
      setTurn(turn + 1);
    } catch (problem) {
      setFault(sentenceFor(problem));
    } finally {
      setBusy(false);
    }
  };
  const choose = (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_BYTES) setFault(t("logo.tooLarge"));
    else void act(() => call("changeLogo", { body: file }), t("logo.saved"), true);
  };
  return (
    <Card title={t("logo.title")} hint={t("logo.hint")}>
      <div className="logo-card">
        <span className="logo-frame">
          {/* What is not there fails to load, which is how one finds out. */}
          {shown ? <img key={turn} src={`${addressOf("getLogo", {})}?${turn}`} alt={t("logo.alt")} onError={() => setShown(false)} /> : <Icon name="image" size={18} />}
        </span>
        <div className="logo-act">
          <Button icon="upload" busy={busy} onClick={() => input.current?.click()}>{t(shown ? "logo.change" : "logo.choose")}</Button>
          {shown && <Button variant="ghost" onClick={() => void act(() => call("removeLogo"), t("logo.removed"), false)}>{t("logo.remove")}</Button>}
          <input ref={input} type="file" accept="image/png,image/jpeg" hidden onChange={(event) => {
            choose(event.target.files?.[0]);
            event.target.value = "";
          }} />
        </div>
        {fault !== null && <Banner tone="danger" live>{fault}</Banner>}
      </div>
    </Card>
  );
}
