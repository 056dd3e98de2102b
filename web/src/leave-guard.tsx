import { type ReactNode, h, useEffect, useRef, useState } from "ui";
import { t } from "./i18n/t";
import { ConfirmDialog } from "./kit/dialog";
import { guardPlace } from "./router";

/**
 * Asks before a page with unsaved changes is left, be it by a link, the step back or by closing the tab.
 *
 * @returns The question, to be drawn; `release` lets the next step go unasked.
 */
export function useLeaveGuard(isDirty: boolean): { readonly question: ReactNode; readonly release: () => void } {
  const [going, setGoing] = useState<(() => void) | null>(null);
  const guards = useRef(false);
  guards.current = isDirty;
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => guards.current && event.preventDefault();
    addEventListener("beforeunload", ask);
    const end = guardPlace((go) => {
      if (!guards.current) return false;
      setGoing(() => go);
      return true;
    });
    return () => {
      removeEventListener("beforeunload", ask);
      end();
    };
  }, []);
  const release = () => {
    guards.current = false;
  };
  const question = going && (
    <ConfirmDialog title={t("leave.title")} confirm={t("leave.yes")} variant="danger" onClose={() => setGoing(null)} onConfirm={() => {
      release();
      setGoing(null);
      going();
    }}>
      <p>{t("leave.text")}</p>
    </ConfirmDialog>
  );
  return { question, release };
}
