/** `/language`: the language in which I am answered. */
import { languageText } from '../src/answers/settings.ts';
import { reply } from '../src/chat/reply.ts';
import { defineCommand } from '../src/command/define.ts';
import { choice, required } from '../src/command/option.ts';

export default defineCommand({
  name: 'language',
  words: { en: 'The language in which the bot answers me', ja: 'ボットが自分に答える言語' },
  examples: ['/language ja', '/language auto'],
  section: 'start',
  audience: 'caller',
  options: {
    language: required(
      choice({ en: 'The language', ja: '言語' }, ['auto', 'en', 'ja'], undefined, {
        auto: { en: 'that of my app', ja: 'アプリの言語に合わせる' },
        en: { en: 'English', ja: '英語' },
        ja: { en: 'Japanese', ja: '日本語' },
      }),
    ),
  },
  async *run({ language }, { caller, services, key }) {
    const locale = language === 'auto' ? null : language;
    await services.store.people.prefer(caller.workspace, caller.userId, caller.userName, { locale }, key);
    // Told in the language that was chosen, so that it is seen to hold.
    yield reply(languageText(locale)[locale ?? caller.locale], {
      audience: 'caller',
      data: { language: locale },
    });
  },
});
