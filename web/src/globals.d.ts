/** Address of the icon sprite; the build puts it in. */
declare const ICON_SPRITE: string;
