import { h } from "ui";
import type { IconName } from "./icon-names";

interface Props {
  readonly name: IconName;
  readonly size?: 12 | 14 | 16 | 18 | 20 | 24 | 32;
  /** Only when the icon stands alone and says something; beside words it is decoration. */
  readonly label?: string;
}

export function Icon({ name, size = 18, label }: Props) {
  return (
    <svg className="icon" width={size} height={size} role={label ? "img" : undefined} aria-label={label} aria-hidden={label ? undefined : true}>
      <use href={`${ICON_SPRITE}#${name}`} />
    </svg>
  );
}
