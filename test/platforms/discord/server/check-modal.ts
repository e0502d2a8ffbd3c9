/** The limits of a modal, refused as Discord refuses them. */
import { type FormFault, invalidForm } from './ids.ts';
import type { Modal, ModalField } from './world.ts';

export type ModalJson = {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly LabelJson[];
};
type LabelJson = { readonly type: number; readonly label: string; readonly component: InputJson };
type InputJson = {
  readonly type: number;
  readonly custom_id: string;
  readonly style?: number;
  readonly label?: string;
  readonly placeholder?: string;
  readonly max_length?: number;
  readonly required?: boolean;
  readonly max_values?: number;
};

const LABEL = 18;
const TEXT_INPUT = 4;
const FILE_UPLOAD = 19;

function between(path: string, value: number, min: number, max: number): FormFault[] {
  if (value >= min && value <= max) return [];
  return [{ path, code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` }];
}

function wrong(path: string, isRight: boolean, message: string): FormFault[] {
  return isRight ? [] : [{ path, code: 'BASE_TYPE_CHOICES', message }];
}

function inputFaults(path: string, input: InputJson): FormFault[] {
  return [
    ...wrong(`${path}.type`, [TEXT_INPUT, FILE_UPLOAD].includes(input.type), 'Not a component of a label.'),
    ...between(`${path}.custom_id`, input.custom_id.length, 1, 100),
    ...between(`${path}.placeholder`, input.placeholder?.length ?? 1, 1, 100),
    ...between(`${path}.max_length`, input.max_length ?? 1, 1, 4_000),
    ...between(`${path}.max_values`, input.max_values ?? 1, 1, 10),
    ...wrong(`${path}.label`, input.label === undefined, 'A component in a label has no label of its own.'),
    ...wrong(
      `${path}.style`,
      input.type !== TEXT_INPUT || [1, 2].includes(input.style ?? 0),
      'Must be 1 or 2.',
    ),
  ];
}

/** @throws Problem 50035 */
export function checkModal(modal: ModalJson): Modal {
  const ids = modal.components.map((label) => label.component.custom_id);
  const faults = [
    ...between('data.custom_id', modal.custom_id.length, 1, 100),
    ...between('data.title', modal.title.length, 1, 45),
    ...between('data.components', modal.components.length, 1, 5),
    ...wrong('data.components', new Set(ids).size === ids.length, 'Component custom id cannot be duplicated'),
    ...modal.components.flatMap((label, at) => [
      ...wrong(`data.components.${at}.type`, label.type === LABEL, 'Must be a label.'),
      ...between(`data.components.${at}.label`, label.label.length, 1, 45),
      ...inputFaults(`data.components.${at}.component`, label.component),
    ]),
  ];
  if (faults.length > 0) throw invalidForm(faults);
  return {
    id: modal.custom_id,
    title: modal.title,
    fields: modal.components.map(
      ({ label, component }): ModalField => ({
        id: component.custom_id,
        label,
        kind: component.type === FILE_UPLOAD ? 'file' : 'text',
        isRequired: component.required ?? true,
        maxLength: component.max_length ?? 4_000,
      }),
    ),
  };
}
