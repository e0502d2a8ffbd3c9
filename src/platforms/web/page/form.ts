/** A bot's form as a dialog. What is wrong is said in it, and nothing typed is lost. */
import type { Field, Form } from '../../../chat/reply.ts';
import { newKey, sentenceOf, submit } from './api.ts';
import { actions, cancelButton, openDialog } from './dialog.ts';
import { button, h } from './element.ts';
import { words } from './settings.ts';

type Input = HTMLInputElement | HTMLTextAreaElement;

/** `message` and `id` name the button that opened the form. */
export function openForm(form: Form, message: string, id: string): void {
  const inputs = new Map(form.fields.map((field) => [field, inputOf(field)]));
  const problem = h('p', { class: 'problem', role: 'alert' });
  const key = newKey();
  const sendButton = button(form.submit, 'primary', () => {});
  sendButton.type = 'submit';

  const body = h(
    'form',
    { class: 'fields', submit: (event) => void trySend(event) },
    ...[...inputs].map(([field, input]) =>
      h('div', { class: 'field' }, h('label', { for: input.id }, field.label), input),
    ),
    problem,
    actions(
      cancelButton(() => dialog.close()),
      sendButton,
    ),
  );
  const dialog = openDialog('form', form.title, body);
  [...inputs.values()][0]?.focus();

  async function trySend(event: Event): Promise<void> {
    event.preventDefault();
    problem.textContent = '';
    const values = new Map<string, string | File>();
    for (const [field, input] of inputs) {
      const value = valueIn(input);
      if (field.kind === 'file' && value instanceof File && value.size > field.maxBytes) {
        problem.textContent = words().fileTooLarge(sizeOf(field.maxBytes));
        return;
      }
      if (value !== undefined) values.set(field.id, value);
    }
    sendButton.disabled = true;
    try {
      await submit(key, message, id, values);
      dialog.close();
    } catch (error) {
      problem.textContent = sentenceOf(error);
    } finally {
      sendButton.disabled = false;
    }
  }
}

/** Bytes as people read them. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function inputOf(field: Field): Input {
  const id = `field-${field.id}`;
  if (field.kind === 'file') return h('input', { id, type: 'file', required: true });
  const { maxLength: maxlength, placeholder } = field;
  return field.lines === 'many'
    ? h('textarea', { id, maxlength, placeholder, required: true, rows: 5 })
    : h('input', { id, type: 'text', maxlength, placeholder, required: true, autocomplete: 'off' });
}

function valueIn(input: Input): string | File | undefined {
  return input instanceof HTMLInputElement && input.type === 'file' ? input.files?.[0] : input.value;
}
