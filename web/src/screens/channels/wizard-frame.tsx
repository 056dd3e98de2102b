import { type FormEvent, type ReactNode, h, useEffect, useRef } from "ui";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { navigate } from "../../router";
import { channelsPath } from "./channel-paths";

interface Props {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly children: ReactNode;
  /** Says the main button's act. */
  readonly next: string;
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly onBack?: (() => void) | undefined;
  readonly onNext: () => void;
}

/** One step of connecting: what it asks for, and the ways on, back and out. Leaving keeps nothing. */
export function WizardFrame({ title, hint, children, next, busy, disabled, onBack, onNext }: Props) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>("input:not([type=hidden]):not(:disabled), .button.primary");
    first?.focus({ preventScroll: true });
  }, [title]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !disabled) onNext();
  };
  return (
    <form ref={form} className="card wizard-step" noValidate onSubmit={submit} aria-label={title}>
      <div className="wizard-head"><h2>{title}</h2>{hint && <p>{hint}</p>}</div>
      {children}
      <div className="wizard-foot">
        <Button size={40} variant="ghost" onClick={() => navigate(channelsPath)}>{t("connect.cancel")}</Button>
        {onBack && <Button size={40} icon="arrow-left" disabled={busy} onClick={onBack}>{t("connect.back")}</Button>}
        <Button submit variant="primary" size={40} busy={busy} disabled={disabled}>{next}</Button>
      </div>
    </form>
  );
}
