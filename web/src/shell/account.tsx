import { h, useRef, useState } from "ui";
import { t } from "../i18n/t";
import { Avatar } from "../kit/avatar";
import { Tooltip } from "../kit/tooltip";
import { later } from "../later";
import { useMe } from "../state/session";

const AccountMenu = later(() => import("./account-menu"));

/** The avatar, and behind it what concerns oneself. */
export function Account({ wide }: { readonly wide: boolean }) {
  const { user } = useMe();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const button = (
    <button ref={anchor} type="button" className="rail-item account" aria-label={`${t("rail.account")}: ${user.name}`} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
      <Avatar name={user.name} seed={user.id} size={32} />
      <span className="rail-label cut">{user.name}</span>
    </button>
  );
  return (
    <span className="rail-account">
      {wide ? button : <Tooltip text={user.name} placement="right" names>{button}</Tooltip>}
      {open && <AccountMenu anchor={anchor} onClose={() => setOpen(false)} />}
    </span>
  );
}
