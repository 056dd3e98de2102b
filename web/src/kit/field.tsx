import { type ReactNode, h, useId } from "ui";
import { t } from "../i18n/t";
import { classes } from "./classes";
import { Icon } from "./icon";

/** What every field has around its input. */
export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly disabled?: boolean;
  /** The label is read out but not shown: a search field with its icon. */
  readonly bare?: boolean;
}

/** What the input needs to belong to its field. */
export interface InputTies {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
  readonly "aria-required": true | undefined;
}

interface Props extends FieldProps {
  readonly counter?: { readonly length: number; readonly max: number } | undefined;
  readonly children: (ties: InputTies) => ReactNode;
}

/** Label above, input, then the error or else the hint; the counter stands at the right of the label, or below where that is not shown. */
export function Field({ label, hint, error, required, optional, bare, counter, children }: Props) {
  const id = useId();
  const below = error || hint ? `${id}-below` : undefined;
  const count = counter && <span className={classes("field-counter", counter.length > counter.max && "over")}>{counter.length} / {counter.max}</span>;
  return (
    <div className={classes("field", error !== undefined && "wrong")}>
      <div className={classes("field-top", bare && "unseen")}>
        <label htmlFor={id}>{label}</label>
        {required && <span className="field-required" aria-hidden="true">*</span>}
        {optional && <span className="field-optional">{t("field.optional")}</span>}
        {!bare && count}
      </div>
      {children({ id, "aria-describedby": below, "aria-invalid": error === undefined ? undefined : true, "aria-required": required || undefined })}
      {(below || (bare && count)) && (
        <div id={below} className={classes("field-below", error !== undefined && "error")}>
          {error !== undefined && <Icon name="circle-alert" size={14} />}
          <span>{error ?? hint}</span>
          {bare && count}
        </div>
      )}
    </div>
  );
}
