/** Words of the search with its commands. */
export const zhPalette = {
  "palette.title": "搜索或执行命令",
  "palette.hint": "姓名、电话、公司、单号，或一个命令",
  "palette.results": "结果",
  "palette.recent": "最近打开",
  "palette.commands": "命令",
  "palette.conversation": "打开会话",
  "palette.go": "前往{place}",
  "palette.none": "没有找到“{typed}”。",
  "palette.count": "{count} 个结果",
  "palette.walk": "选择",
  "palette.choose": "打开",
} as const;
