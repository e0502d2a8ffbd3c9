/** Runs before anything is painted: the language and the theme that were chosen, so that neither flashes. */
{
  const root = document.documentElement;
  const theme = localStorage.getItem('carrybot.theme');
  if (theme === 'light' || theme === 'dark') root.dataset['theme'] = theme;
  const locale = localStorage.getItem('carrybot.locale') ?? navigator.language;
  root.lang = /^ja\b/i.test(locale) ? 'ja' : 'en';
}
