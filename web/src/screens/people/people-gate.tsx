import { Fragment, type ReactNode, h } from "ui";
import { sentenceFor } from "../../api/problem";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { EmptyState } from "../../kit/empty-state";
import { Skeleton } from "../../kit/skeleton";
import type { Loaded } from "../../state/loaded";
import { useMe } from "../../state/session";

interface Props<T> {
  readonly loaded: Loaded<T>;
  readonly children: (value: T) => ReactNode;
}

/** What only administrators see, once it is here; a way out where it does not come. */
export function PeopleGate<T>({ loaded, children }: Props<T>) {
  if (!useMe().user.is_administrator) return <NeedsAdministrator />;
  return (
    <>
      {loaded.error !== null && <Banner tone="danger" live action={<Button variant="link" onClick={() => void loaded.reload()}>{t("again")}</Button>}>{sentenceFor(loaded.error)}</Banner>}
      {loaded.value !== null ? children(loaded.value) : loaded.error === null && <div className="card padded"><Skeleton rows={5} avatar /></div>}
    </>
  );
}

export function NeedsAdministrator() {
  return <div className="card"><EmptyState drawing="lost" title={t("people.needsAdministrator")} /></div>;
}
