import { type ReactNode, h } from "ui";
import type { Module } from "../../api/schema";
import { t } from "../../i18n/t";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/empty-state";
import { noneWords } from "./module-words";

interface Props {
  readonly module: Module;
  readonly filtered: boolean;
  readonly create: ReactNode;
  readonly onClear: () => void;
}

/** Nothing there yet, or nothing that the filter lets through; what it asks for stands as chips above. */
export function ListEmpty({ module, filtered, create, onClear }: Props) {
  if (filtered) return <div className="card"><EmptyState drawing="search" title={t("list.noHits")} action={<Button onClick={onClear}>{t("list.showAll")}</Button>}>{t("list.noHits.text")}</EmptyState></div>;
  const { title, text } = noneWords(module);
  return <div className="card"><EmptyState drawing="people" title={title} action={create}>{text}</EmptyState></div>;
}
