/** The words of field picker and "why" view, which read no locale files of their own: the background gives them. */
import type { TextKey, TextParams, Texts } from './i18n';

export const PICKER_KEYS = [
  'picker_title',
  'picker_point',
  'picker_keys',
  'picker_leave',
  'picker_what',
  'picker_phone',
  'picker_never',
  'picker_where',
  'picker_column',
  'picker_labelled',
  'picker_field',
  'picker_places_one',
  'picker_places_other',
  'picker_name',
  'picker_nameHint',
  'picker_here',
  'picker_noNumber',
  'picker_empty',
  'picker_more',
  'picker_back',
  'picker_save',
  'picker_savedPhone',
  'picker_savedNever',
  'picker_savedWhere',
  'picker_another',
  'picker_done',
  'picker_failed',
  'action_undo',
  'why_title',
  'why_point',
  'why_yes',
  'why_no',
  'why_decided',
  'why_always',
  'why_never',
  'why_adjust',
  'why_another',
  'why_for',
  'why_against',
  'why_note',
  'why_own',
  'why_off',
  'why_hidden',
  'why_skipped',
  'why_search',
  'why_inputType',
  'why_empty',
  'why_rulePhone',
  'why_ruleNever',
  'why_typePhone',
  'why_typeNever',
  'why_labelPhone',
  'why_labelFax',
  'why_labelOther',
  'why_labelNumber',
  'why_labelSilent',
  'why_noLabel',
  'why_telField',
  'why_callLink',
  'why_noDigits',
  'why_noCandidate',
  'why_candidate',
  'why_valid',
  'why_invalid',
] as const satisfies readonly TextKey[];

export type PickerKey = (typeof PICKER_KEYS)[number];
export type PickerTexts = Readonly<Record<PickerKey, string>>;

/** The words with their {placeholders} still open. */
export function pickerTexts(texts: Texts): PickerTexts {
  return Object.fromEntries(PICKER_KEYS.map((key) => [key, texts.t(key)])) as PickerTexts;
}

/** Fills {placeholders} in a text that `pickerTexts` gave. */
export function fill(text: string, params: TextParams = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
