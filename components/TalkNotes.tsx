import type { Call } from '../lib/call';
import type { NoteActions } from './call-actions';
import { CallerMatches } from './call-window/CallerMatches';
import { NoteField } from './call-window/NoteField';
import { OutcomeChips } from './OutcomeChips';

/** What can be said about a talk, and where it goes. */
export interface TalkNotesParts extends NoteActions {
  /** Notes go to a CRM. */
  crm: boolean;
  /** Outcomes to choose from; empty = those of the language. */
  outcomes: readonly string[];
}

/** What the agent says about a talk: who it is of several, a note, what came of it. */
export function TalkNotes({ call, notes }: { call: Call; notes: TalkNotesParts }) {
  const { id, note, outcome, isPrivate } = call;
  return (
    <div class="talknotes">
      <CallerMatches call={call} onChoose={(index) => notes.onChoose(id, index)} />
      <NoteField key={id} note={note} crm={notes.crm && !isPrivate} onNote={(text) => notes.onNote(id, text)} />
      <OutcomeChips outcome={outcome} outcomes={notes.outcomes} onOutcome={(chosen) => notes.onOutcome(id, chosen)} />
    </div>
  );
}
