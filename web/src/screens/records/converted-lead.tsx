import { h } from "ui";
import type { Conversion, Module, Record as CRMRecord } from "../../api/schema";
import { dayAndTime } from "../../i18n/format";
import "../../i18n/life-words";
import { t } from "../../i18n/t";
import { Banner } from "../../kit/banner";
import { Icon } from "../../kit/icon";
import { Link } from "../../link";
import { useModules } from "../../state/modules";
import { RecordFields } from "./record-fields";
import { recordPath } from "./record-paths";

interface Props {
  readonly record: CRMRecord;
  readonly module: Module;
  readonly conversion: Conversion;
}

/** The page of a Lead that is none any more: what it became, and what it was. */
export default function ConvertedLead({ record, module, conversion }: Props) {
  const modules = useModules();
  const fixed = { ...module, fields: module.fields.map((field) => ({ ...field, is_read_only: true })) };
  const made = [conversion.contact, conversion.account, conversion.deal].flatMap((link) => (link === null ? [] : [link]));
  return (
    <div className="record-main converted-lead">
      <Banner tone="info" icon="arrow-left-right" title={t("converted.title")}>{t("converted.text", { user: conversion.by.name, time: dayAndTime(conversion.at) })}</Banner>
      {made.length === 0 ? <p className="quiet">{t("converted.gone")}</p> : (
        <ul className="converted-links">
          {made.map((link) => (
            <li key={link.id}>
              <Link to={recordPath(link.module ?? "", link.id)} className="card">
                <small>{modules?.find((one) => one.name === link.module)?.singular}</small>
                <b>{link.name}</b>
                <Icon name="chevron-right" size={16} />
              </Link>
            </li>
          ))}
        </ul>
      )}
      <RecordFields record={record} module={fixed} onSave={async () => undefined} />
    </div>
  );
}
