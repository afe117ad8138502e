// Which files of a drop or a choice are worklog pages, and under which path they are known.

export interface PageFile {
  path: string
  file: File
}

const NAMES_A_WEEK = /(?:week|tuần|tuan|w)[\s_\-.:#]*0*\d{1,3}(?!\d)/i
const NAMES_A_DAY = [
  /(?<!\d)20\d\d(?:[-_./ ]?\d{1,2}[-_./ ]?\d{1,2}(?!\d)|[-_ ]?w\d{1,2}(?!\d))/i,
  /(?<!\d)\d{1,2}[-_. ](?:\d{1,2}|[a-z]{3,9})[-_. ](?:20)?\d\d(?!\d)/i,
  /(?<![\p{L}])(?:day|ngày|ngay|hari|día)[\s_-]{0,3}\d{1,4}(?!\d)/iu,
]
const PAGE = /\.(?:md|markdown)$/i
const ABOUT_THE_SITE = /(?:^|\/)(?:readme|license|changelog|contributing|code_of_conduct|security)\.\w+$/i

/** Of a folder those that name a week or a day, and all of them where none does; single files as they were chosen. */
export function pagesOf(found: readonly PageFile[]): PageFile[] {
  const pages = found.filter(({ path }) => PAGE.test(path))
  const named = (path: string) => [NAMES_A_WEEK, ...NAMES_A_DAY].some((names) => names.test(path))
  const none = !pages.some(({ path }) => path.includes("/") && named(path))
  return pages
    .filter(({ path }) => !path.includes("/") || named(path) || (none && !ABOUT_THE_SITE.test(path)))
    .map(({ path, file }) => ({ path: inSite(path), file }))
}

/** From the site's `content` folder on, so that a page has one name however it was reached. */
export function inSite(path: string): string {
  const parts = path.split("/")
  const content = parts.lastIndexOf("content", parts.length - 2)
  return content === -1 ? path : parts.slice(content).join("/")
}

export const chosen = (files: Iterable<File>): PageFile[] =>
  Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }))

/** Folders are walked; the entries have to be taken out of the event before anything is waited for. */
export async function dropped(data: DataTransfer): Promise<PageFile[]> {
  const roots = Array.from(data.items, (item) => item.webkitGetAsEntry()).filter((one) => one !== null)
  if (!roots.length) return chosen(data.files)
  return (await Promise.all(roots.map((root) => walk(root, "")))).flat()
}

async function walk(entry: FileSystemEntry, above: string): Promise<PageFile[]> {
  const path = above + entry.name
  if (entry.isFile) {
    const one = entry as FileSystemFileEntry
    return [{ path, file: await new Promise<File>((resolve, reject) => one.file(resolve, reject)) }]
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: PageFile[] = []
  for (;;) {
    // At most 100 at a time.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (!some.length) return found
    found.push(...(await Promise.all(some.map((one) => walk(one, `${path}/`)))).flat())
  }
}
