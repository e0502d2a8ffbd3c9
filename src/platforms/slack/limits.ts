/** Slack's limits, each written once, and the pace that this bot keeps within them. */
import type { Words } from '../../chat/locale.ts';

import { PERSIST_MS } from '../pacing/persist.ts';

/** Lengths in UTF-16 units, sizes in bytes. Slack counts characters, so these err on the safe side. */
export const LIMITS = {
  blocks: 50,
  /** Text of one section. */
  section: 3_000,
  /** The plain `text` of a message, which notifications and screen readers use. */
  fallback: 4_000,
  buttonLabel: 75,
  buttonValue: 2_000,
  buttonsInRow: 5,
  /** Alt text of an image block. */
  imageAlt: 2_000,
  /** Alt text of an uploaded file. */
  fileAlt: 1_000,
  context: 2_000,
  modalTitle: 24,
  modalSubmit: 24,
  fieldLabel: 2_000,
  fieldPlaceholder: 150,
  fieldText: 3_000,
  privateMetadata: 3_000,
  /** `/` and prefix included. */
  commandName: 32,
  commandDescription: 2_000,
  commandHint: 1_000,
  commands: 50,
  /** A command or press must be acknowledged this soon, and a trigger_id used, in ms. */
  acknowledgeMs: 3_000,
  responseUses: 5,
  /** A response_url lives this long, in ms. */
  responseMs: 30 * 60_000,
  /** Bodies of `/slack/events`, in bytes; Slack's own stay far below. */
  body: 1024 * 1024,
} as const;

/** How long the bot waits for what; all in ms unless the name says otherwise. */
export type Pace = {
  /** Between two progress edits of one message. */
  readonly editEveryMs: number;
  /** Posts to one channel: this many at once, then one each `postEveryMs`. */
  readonly postBurst: number;
  readonly postEveryMs: number;
  /** Waits for an uploaded picture to be processed, one after the other; then it is shared as a file. */
  readonly pictureMs: readonly number[];
  /** Before a call that got no answer is made again; longer each time. */
  readonly retryMs: number;
  /** For one call of the Web API. */
  readonly callMs: number;
  /** For the bytes of a file, up or down. */
  readonly fileMs: number;
  /** Before each further try to fetch a file that a user sent. */
  readonly fetchAgainMs: readonly number[];
  /** For the socket to say hello. */
  readonly helloMs: number;
  /** For a user's name and language, before the answer begins without them. */
  readonly personMs: number;
  /** For answers under way when the bot stops. */
  readonly graceMs: number;
  /** For Slack to say goodbye when the socket closes. */
  readonly goodbyeMs: number;
};

export const PACE: Pace = {
  editEveryMs: 2_000,
  postBurst: 4,
  postEveryMs: 1_000,
  pictureMs: [400, 600, 1_000, 1_500, 2_500],
  retryMs: 300,
  callMs: 10_000,
  fileMs: 30_000,
  fetchAgainMs: PERSIST_MS,
  helloMs: 15_000,
  personMs: 1_200,
  graceMs: 4_000,
  goodbyeMs: 700,
};

/** A call that is rate-limited or unanswered is made at most this often. */
export const MAX_ATTEMPTS = 4;

/** Answers under way at one time; who comes after is asked to wait. */
export const MAX_ANSWERS = 500;

/** Deliveries remembered, so that none is acted on twice. */
export const MAX_REMEMBERED = 10_000;

/** Users whose name and language are remembered, and for how long in ms. */
export const MAX_PEOPLE = 2_000;
export const PERSON_MS = 10 * 60_000;
/** After a failed lookup, the next one waits this long, in ms. */
export const STRANGER_MS = 60_000;
/** Channels whose creator is remembered. */
export const MAX_CREATORS = 2_000;

/** The scopes that the bot needs, and what does not work without each. */
export const SCOPES = {
  commands: { en: 'slash commands', ja: 'スラッシュコマンド' },
  'chat:write': { en: 'answers in channels', ja: 'チャンネルでの回答' },
  'chat:write.public': {
    en: 'answers in public channels that the bot was not invited to',
    ja: 'ボットを招待していないパブリックチャンネルでの回答',
  },
  'files:write': { en: 'pictures', ja: '画像' },
  'files:read': { en: 'files in forms', ja: 'フォームで送るファイル' },
  'im:write': { en: 'private answers with pictures', ja: '画像の付いた本人だけへの回答' },
  'users:read': {
    en: "names, the user's language, and who is an admin",
    ja: '名前、使う言語、管理者かどうかの確認',
  },
  'channels:read': {
    en: 'who has made a channel, and may schedule there',
    ja: 'チャンネルの作成者(予定を作れる人)の確認',
  },
  'groups:read': { en: 'the same in private channels', ja: 'プライベートチャンネルでの同じ確認' },
  'channels:history': {
    en: 'looking whether a message has come through before it is sent again',
    ja: '再送する前に、メッセージが届いていたかどうかの確認',
  },
  'groups:history': { en: 'the same in private channels', ja: 'プライベートチャンネルでの同じ確認' },
  'im:history': { en: 'the same in direct messages', ja: 'ダイレクトメッセージでの同じ確認' },
} as const satisfies Readonly<Record<string, Words>>;
