import { h } from "ui";
import { sentenceFor } from "../../api/problem";
import type { Consent } from "../../api/schema";
import { dayAndTime, momentWords } from "../../i18n/format";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Button } from "../../kit/button";
import { Skeleton } from "../../kit/skeleton";
import type { Loaded } from "../../state/loaded";
import { serverNow } from "../../state/server-clock";
import { ConsentBadge, sourceOf } from "./consent-words";

/** All that somebody has said about marketing, the latest first. */
export function ConsentHistory({ consent: { value, error, reload } }: { readonly consent: Loaded<Consent> }) {
  return (
    <section className="consent-history">
      <h3>{t("consent.history")}</h3>
      {error !== null && <Banner tone="danger" action={<Button variant="link" onClick={() => void reload()}>{t("again")}</Button>}>{sentenceFor(error)}</Banner>}
      {value === null ? error === null && <Skeleton rows={2} /> : value.history.length === 0 ? <p className="quiet">{t("consent.history.none")}</p> : (
        <ol>
          {value.history.map((entry) => (
            <li key={entry.id}>
              <ConsentBadge state={entry.state} />
              <div>
                <p><span>{sourceOf(entry)}</span><time dateTime={entry.at} title={dayAndTime(entry.at)}>{momentWords(entry.at, serverNow())}</time></p>
                {entry.source === "user" && entry.wording !== "" && <blockquote>{entry.wording}</blockquote>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
