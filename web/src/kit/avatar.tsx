import { h } from "ui";
import { avatarColour, avatarLetter } from "./avatar-letter";
import { Icon } from "./icon";

interface Props {
  readonly name: string;
  /** What keeps the colour when the name changes: an id. */
  readonly seed?: string;
  readonly size?: 18 | 24 | 32 | 40 | 48;
  readonly channel?: "whatsapp";
}

/** Decoration: the name always stands beside it. */
export function Avatar({ name, seed = name, size = 40, channel }: Props) {
  return (
    <span className={`avatar s${size} c${avatarColour(seed)}`} aria-hidden="true">
      {avatarLetter(name)}
      {channel && <span className="avatar-channel"><Icon name={channel} size={12} /></span>}
    </span>
  );
}
