import { h, useRef, useState } from "ui";
import "../../i18n/settings-words";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";

/** A value to be taken elsewhere. Where the browser has no clipboard (plain HTTP), it is selected to be copied by hand. */
export function CopyLine({ label, value }: { readonly label: string; readonly value: string }) {
  const [copied, setCopied] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const copy = async () => {
    input.current?.select();
    let done = false;
    try {
      await navigator.clipboard.writeText(value);
      done = true;
    } catch {
      done = document.execCommand("copy");
    }
    setCopied(done);
    if (done) setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className="copy-line">
      <div className="input"><input ref={input} readOnly value={value} aria-label={label} onFocus={(event) => event.target.select()} /></div>
      <Button icon={copied ? "check" : "copy"} onClick={() => void copy()}>{t(copied ? "channels.copied" : "channels.copy")}</Button>
      <span className="unseen" role="status">{copied ? t("channels.copied") : ""}</span>
    </div>
  );
}
