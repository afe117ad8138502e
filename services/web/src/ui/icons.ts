// Icons are drawn here, so that no request and no font is needed for them. Paths on a field of 20 by 20.

export const SHAPES = {
  previous: "M12 4.5 6.5 10l5.5 5.5",
  next: "m8 4.5 5.5 5.5L8 15.5",
  move: "M10 3.5v13M7 6.5l3-3 3 3M7 13.5l3 3 3-3",
  edit: "M4 16l.7-3.3L13 4.4a1.4 1.4 0 0 1 2 0l.6.6a1.4 1.4 0 0 1 0 2L7.3 15.3z",
  remove: "M4.5 6h11M8 6V4.5h4V6m-6 0 .6 9.5h6.8L14 6M8.5 9v4m3-4v4",
  send: "M10 16V4.5M5 9.5l5-5 5 5",
  stop: "M6.5 6.5h7v7h-7z",
  close: "m5.5 5.5 9 9m0-9-9 9",
  fresh: "M10 4.5v11M4.5 10h11",
  search: "M9 4a5 5 0 1 1 0 10A5 5 0 0 1 9 4zm3.6 8.6L16.5 16.5",
  grip: "M7.5 5v.01M12.5 5v.01M7.5 10v.01M12.5 10v.01M7.5 15v.01M12.5 15v.01",
  menu: "M4 6h12M4 10h12M4 14h12",
  conversations: "M4 5h12M4 10h12M4 15h7",
  again: "M15.5 10a5.5 5.5 0 1 1-1.6-3.9M15.5 3.5v3h-3",
  up: "M7 9.5 10 4c1.2 0 2 .8 2 2v2.5h3.2a1 1 0 0 1 1 1.2l-1 5a1 1 0 0 1-1 .8H7zm0 0H4.5v6H7",
  down: "M13 10.5 10 16c-1.2 0-2-.8-2-2v-2.5H4.8a1 1 0 0 1-1-1.2l1-5a1 1 0 0 1 1-.8H13zm0 0h2.5v-6H13",
  link: "M8.5 11.5a3 3 0 0 0 4.3 0l2.4-2.4a3 3 0 0 0-4.3-4.3l-.9.9m1.5 2.8a3 3 0 0 0-4.3 0L4.8 10.9a3 3 0 0 0 4.3 4.3l.9-.9",
  attach: "m14 9-4.8 4.8a1.6 1.6 0 0 1-2.3-2.3l5.4-5.4a2.8 2.8 0 0 1 4 4l-5.6 5.6a4.2 4.2 0 0 1-6-6l5.1-5.1",
  history: "M4.5 10a5.5 5.5 0 1 0 1.7-4L4.5 7.5m0-3v3h3M10 7v3.2l2.2 1.4",
  comment: "M4 5.5h12v8H9.5L6 16.5v-3H4z",
  download: "M10 4v8.5m-4-4 4 4 4-4M4.5 16h11",
  raise: "m5 11.5 5-5 5 5",
  lower: "m5 8.5 5 5 5-5",
} as const

export type IconName = keyof typeof SHAPES
