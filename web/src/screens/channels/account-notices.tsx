import { Fragment, h } from "ui";
import type { ChannelNotice } from "../../api/schema";
import { dayAndTime } from "../../i18n/format";
import { isKey, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";

const tones = { restriction: "danger", violation: "danger", disable_scheduled: "danger", name_rejected: "warn", security: "warn", alert: "info" } as const;

/** What Meta said that people should know for a while, with what to do about it. */
export function AccountNotices({ notices }: { readonly notices: readonly ChannelNotice[] }) {
  return (
    <>
      {notices.map((notice) => (
        <Banner key={`${notice.kind} ${notice.subject} ${notice.detail}`} tone={tones[notice.kind]} title={t(`channels.notice.${notice.kind}`, { subject: notice.subject })}>{words(notice)}</Banner>
      ))}
    </>
  );
}

function words({ kind, detail, until }: ChannelNotice): string {
  const values = { detail, until: dayAndTime(until) };
  if (kind === "disable_scheduled") return t("channels.notice.disable_scheduled.text", values);
  const key = `channels.notice.${kind}.${detail}`;
  if (isKey(key)) return t(key, values);
  return kind === "restriction" ? t("channels.notice.restriction.other", values) : detail;
}
