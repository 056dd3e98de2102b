import { Fragment, type ReactNode, h } from "ui";
import type { Module } from "../api/schema";
import { fieldOf, findTokens } from "./tokens";

/** A text with its merge fields marked; one that the module does not have is marked as wrong. `short`: only the field's label is shown. */
export function MergeText({ text, module, short }: { readonly text: string; readonly module: Module | null; readonly short?: boolean }) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const token of findTokens(text)) {
    parts.push(<Fragment key={at}>{text.slice(at, token.start)}</Fragment>);
    parts.push(<mark key={`${token.start}t`} className={module === null || fieldOf(token, module) ? "token" : "token wrong"}>{short ? token.field : token.text}</mark>);
    at = token.end;
  }
  parts.push(<Fragment key={at}>{text.slice(at)}</Fragment>);
  return <>{parts}</>;
}
