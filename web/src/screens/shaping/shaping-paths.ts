export const shapingRoot = "/settings/modules";

export function shapingPath(module: string): string {
  return `${shapingRoot}/${encodeURIComponent(module)}`;
}
