/** Form → Discord's modal. */
import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Field, Form } from '../../chat/reply.ts';
import { LIMITS } from './limits.ts';
import { shorten } from './render.ts';

function component(field: Field): APILabelComponent['component'] {
  switch (field.kind) {
    case 'text':
      return {
        type: ComponentType.TextInput,
        custom_id: field.id,
        style: field.lines === 'one' ? TextInputStyle.Short : TextInputStyle.Paragraph,
        max_length: Math.min(field.maxLength, LIMITS.fieldText),
        required: true,
        ...(field.placeholder === ''
          ? {}
          : { placeholder: shorten(field.placeholder, LIMITS.fieldPlaceholder) }),
      };
    case 'file':
      return {
        type: ComponentType.FileUpload,
        custom_id: field.id,
        min_values: 1,
        max_values: 1,
        required: true,
      };
  }
}

/**
 * The modal that a button opens. Its custom id is the button's, so a submission needs nothing kept in memory.
 * Discord names the submit button itself.
 */
export function modal(id: string, form: Form): APIModalInteractionResponseCallbackData {
  return {
    custom_id: id,
    title: shorten(form.title, LIMITS.modalTitle),
    components: form.fields.slice(0, LIMITS.modalFields).map((field) => ({
      type: ComponentType.Label,
      label: shorten(field.label, LIMITS.fieldLabel),
      component: component(field),
    })),
  };
}
