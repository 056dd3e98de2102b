import { Fragment, type ReactNode, h } from "ui";
import type { MergeFields } from "./merge-fields";
import { findTokens, shortName } from "./tokens";

interface Props {
  readonly text: string;
  /** Those that may stand in it, where that is known: others are marked as wrong. */
  readonly fields?: MergeFields | null;
  /** Only what a merge field names is shown, not its spelling. */
  readonly short?: boolean;
}

/** A text with its merge fields marked. */
export function MergeText({ text, fields = null, short }: Props) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const token of findTokens(text)) {
    parts.push(<Fragment key={at}>{text.slice(at, token.start)}</Fragment>);
    parts.push(<mark key={`${token.start}t`} className={fields === null || fields.find(token) ? "token" : "token wrong"}>{short ? shortName(token) : token.text}</mark>);
    at = token.end;
  }
  parts.push(<Fragment key={at}>{text.slice(at)}</Fragment>);
  return <>{parts}</>;
}
