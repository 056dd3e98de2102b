import { Fragment, h } from "ui";
import { sentenceFor } from "../../api/problem";
import type { DryRun } from "../../api/schema";
import { isKey, t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Link } from "../../link";
import { recordPath } from "../records/record-paths";
import type { TemplateSending } from "./template-sending";

interface Props {
  readonly sending: TemplateSending;
  /** The record's page is where it is asked: following the link closes the question. */
  readonly onLeave?: () => void;
}

/** Why the chosen template cannot be sent, when it cannot: all that is against it. */
export function TemplateNotes({ sending, onLeave }: Props) {
  const { error, trial, record, module } = sending;
  return (
    <>
      {error !== null && <Banner tone="danger" live>{sentenceFor(error)}</Banner>}
      {error === null && trial?.refusals.map((refusal) => (
        <Banner
          key={refusal.code}
          tone="warn"
          title={titleOf(refusal)}
          {...(refusal.code === "merge_values_missing" ? { action: <Link to={recordPath(module, record)} {...(onLeave ? { onFollow: onLeave } : {})}>{t("sending.fillIn")}</Link> } : {})}
        >
          {remedyOf(refusal)}
        </Banner>
      ))}
    </>
  );
}

type Refusal = DryRun["refusals"][number];

function titleOf({ code, detail, fields = [] }: Refusal): string {
  if (code === "merge_values_missing" && fields.length > 0) return t("sending.missing", { fields: fields.join(t("list.and")) });
  const key = `problem.${code}`;
  return isKey(key) ? t(key) : detail;
}

function remedyOf({ code, remedy }: Refusal): string | undefined {
  if (code === "merge_values_missing") return t("sending.missing.text");
  const key = `sending.remedy.${code}`;
  return isKey(key) ? t(key) : remedy;
}
