import { type FormEvent, type ReactNode, h, useEffect, useId, useRef } from "ui";
import { t } from "../i18n/t";
import { Button, type ButtonVariant } from "./button";
import { IconButton } from "./icon-button";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  readonly wide?: boolean;
  /** Buttons, the confirming one last. */
  readonly footer?: ReactNode;
  readonly onSubmit?: (() => void) | undefined;
  readonly onClose: () => void;
}

/** A question or a short form above the page. The browser keeps the focus inside and gives it back at the end. */
export function Dialog({ title, children, wide, footer, onSubmit, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    };
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <dialog
      ref={dialog}
      className={wide ? "dialog wide" : "dialog"}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={(event) => event.target === dialog.current && onClose()}
    >
      <form className="dialog-sheet" noValidate onSubmit={submit}>
        <header>
          <h2 id={titleId}>{title}</h2>
          <IconButton icon="x" label={t("dialog.close")} onClick={onClose} />
        </header>
        <div className="dialog-body">{children}</div>
        {footer && <footer>{footer}</footer>}
      </form>
    </dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The act in its own words: "Yes, delete", never "OK". */
  readonly confirm: string;
  readonly variant?: ButtonVariant;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. The focus starts on the harmless button. */
export function ConfirmDialog({ title, children, confirm, variant = "primary", busy, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      onSubmit={onConfirm}
      footer={[
        <Button key="no" autoFocus onClick={onClose}>{t("dialog.cancel")}</Button>,
        <Button key="yes" submit variant={variant} busy={busy}>{confirm}</Button>,
      ]}
    >
      {children}
    </Dialog>
  );
}
