/** What is kept of people, in words: what, why, how long, and what becomes of it. Pure. */
import { button } from '../chat/buttons.ts';
import type { Caller } from '../chat/invocation.ts';
import type { Locale, Words } from '../chat/locale.ts';
import { type Reply, reply } from '../chat/reply.ts';
import type { Held, Kind } from '../store/personal.ts';

/** What it is, and what it is for. */
export const KINDS: Readonly<Record<Kind, { readonly what: Words; readonly why: Words }>> = {
  answers: {
    what: { en: 'answers with their verdict', ja: '回答と正誤' },
    why: { en: 'score, choice of questions', ja: '成績、出題の選択' },
  },
  questions: {
    what: { en: 'questions you asked for', ja: '自分が出した問題' },
    why: { en: 'so that you can close them', ja: '自分で締め切れるように' },
  },
  cards: {
    what: { en: 'review cards', ja: '復習カード' },
    why: { en: 'what comes again when', ja: '復習の時期' },
  },
  choices: {
    what: { en: 'what you have chosen, with your name', ja: '自分の設定と名前' },
    why: { en: 'language, reminders, whether you are named', ja: '言語、お知らせ、名前の表示' },
  },
  runs: {
    what: { en: 'trainings', ja: '学習の結果' },
    why: { en: 'everyone here adds with them', ja: '全員が足し算に使うため' },
  },
  schedules: {
    what: { en: 'schedules', ja: '予定' },
    why: { en: 'so that they come, and you are told of trouble', ja: '投稿と、不具合の連絡' },
  },
  decks: {
    what: { en: 'decks you imported', ja: '取り込んだ問題集' },
    why: { en: 'the class learns by them', ja: 'クラスの学習に使うため' },
  },
  drafts: {
    what: { en: 'decks that wait for your decision', ja: '確認待ちの問題集' },
    why: { en: 'to be taken or not', ja: '取り込むかどうかの確認' },
  },
  finds: {
    what: { en: 'mistakes you found in hunts', ja: 'バグ探しの発見' },
    why: { en: 'the ranking', ja: 'ランキング' },
  },
  league: {
    what: { en: 'your place in the league', ja: 'リーグの登録' },
    why: { en: 'the ranking', ja: 'ランキング' },
  },
  votes: {
    what: { en: 'votes', ja: '投票' },
    why: { en: 'to be counted once', ja: '重複なく数えるため' },
  },
  lines: {
    what: {
      en: 'what you sent in the playground, and its answers',
      ja: 'プレイグラウンドでの送信内容と返信',
    },
    why: { en: 'the conversation', ja: '会話の表示' },
  },
  promises: {
    what: { en: 'answers that are on their way or wait for you', ja: '処理中または未読の返信' },
    why: { en: 'so that a restart loses none', ja: '再起動で失わないため' },
  },
  organisers: {
    what: { en: 'your id, if you are named as an organiser', ja: '運営者に指名されている場合の ID' },
    why: { en: 'what you may do', ja: '権限の判定' },
  },
};

/** Stands behind what stays without its person. */
const STAYS = '†';

/** How long a kind is kept, in words; the order of the groups. */
function spanOf({ kept }: Held, keepDays: number | null, locale: Locale): string {
  const days = kept === 'keep' ? keepDays : kept;
  return typeof days === 'number'
    ? { en: days === 1 ? 'For a day' : `For ${days} days`, ja: `${days} 日間` }[locale]
    : { en: 'Until you delete it', ja: '削除するまで' }[locale];
}

/** @param keepDays how long organisers have what people did kept, in days; null: until it is deleted */
export function privacyText(held: readonly Held[], keepDays: number | null, caller: Caller): string {
  const { locale, platform } = caller;
  // Elsewhere the platform itself keeps what is said.
  const here = held.filter(({ kind }) => kind !== 'lines' || platform === 'web');
  const groups = Map.groupBy(here, (each) => spanOf(each, keepDays, locale));
  const lines = [...groups].map(([span, kinds]) => {
    const list = kinds.map(({ kind, forgotten }) => {
      const { what, why } = KINDS[kind];
      const mark = forgotten === 'nameless' ? STAYS : '';
      return { en: `${what.en}${mark} (${why.en})`, ja: `${what.ja}${mark}(${why.ja})` }[locale];
    });
    return { en: `- **${span}:** ${list.join('; ')}`, ja: `- **${span}:** ${list.join('、')}` }[locale];
  });
  return {
    en: [
      '**What I keep about you here, and why**',
      ...lines,
      `What bears ${STAYS} stays without your name when you delete: others need it.`,
      '',
      '**Who sees it:** verdicts, reviews and this only you. Others see your name beside runs, finds and places in rankings, and organisers in `/class`, unless you choose `/score listed=hidden`. Whoever runs me can read the database. I send nothing to anyone else.',
      '**In a file:** `/privacy export`. **Delete it:** `/privacy delete`, which asks first.',
      'All about it: the page `/privacy` of the playground, or docs/privacy.md.',
    ],
    ja: [
      '**あなたについて保存している内容と、その理由**',
      ...lines,
      `${STAYS} の付いたものは、ほかの人にも必要なため、削除後も名前を消して残します。`,
      '',
      '**見られる人:** 正誤、復習、この内容を見られるのは本人だけです。学習の一覧、発見、ランキングに加え、運営者向けの `/class` にも名前が出ますが、`/score listed=hidden` にすると出なくなります。ボットの管理者はデータベースを読めます。ほかの誰にも送信しません。',
      '**ファイルで受け取る:** `/privacy export` **削除する:** `/privacy delete`(確認してから削除します)',
      '詳しくは、プレイグラウンドの `/privacy` のページか docs/privacy.ja.md をご覧ください。',
    ],
  }[locale].join('\n');
}

/** What is deleted is gone for good, so a line alone does not do it: somebody else may have put it on a button. */
export function forgetOffer(held: readonly Held[], { locale, userId }: Caller): Reply {
  const gone = namesOf(held, 'deleted', locale);
  const stays = namesOf(held, 'nameless', locale);
  const text: Words = {
    en: `**Delete all that is kept about you here?** These would go, and cannot be brought back: ${gone}. These would stay for others, without your name and what you typed: ${stays}. Nothing has been deleted yet.`,
    ja: `**ここに保存されている自分の記録をすべて削除しますか?** 次の記録が消え、元に戻せません: ${gone}。次のものは、名前と入力した文を消して、ほかの人のために残します: ${stays}。まだ何も削除していません。`,
  };
  return reply(text[locale], {
    audience: 'caller',
    buttons: [
      button(
        ['privacy', 'forget', userId],
        { en: 'Delete my data', ja: '自分の記録を削除する' }[locale],
        'danger',
      ),
      button(['privacy', 'keep'], { en: 'Cancel', ja: 'やめる' }[locale]),
    ],
    data: { deleted: false },
  });
}

/** What is told once it is done. */
export function forgottenText(held: readonly Held[], { locale, platform }: Caller): string {
  const stays = namesOf(held, 'nameless', locale);
  const there: Words =
    platform === 'discord' || platform === 'slack'
      ? {
          en: ' Messages stay where they were posted: delete them there.',
          ja: ' 投稿済みのメッセージはこのアプリに残りますので、必要ならアプリ側で削除してください。',
        }
      : { en: '', ja: '' };
  return {
    en: `Deleted. Without your name stay: ${stays}.${there.en} Backups made before today still hold it, until whoever runs me deletes them; if one is brought back, ask me to delete again. If you take part again, I begin to keep things anew.`,
    ja: `削除しました。名前を消して残したもの: ${stays}。${there.ja}これまでのバックアップには、管理者が消すまで残っています。バックアップから復元された場合は、もう一度削除してください。今後また参加すると、新しく記録が始まります。`,
  }[locale];
}

function namesOf(held: readonly Held[], forgotten: Held['forgotten'], locale: Locale): string {
  const names = held
    .filter((each) => each.forgotten === forgotten)
    .map(({ kind }) => KINDS[kind].what[locale]);
  return names.join({ en: ', ', ja: '、' }[locale]);
}
