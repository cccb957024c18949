/** Expressions for histories and comparisons of records, and for parts of pages; they belong to vocabulary.ts. */
export const changed = {
  patterns: {
    /** Names of boxes: what a phone is like, and parts of a page for small screens. */
    noField:
      '\\b(type|code|status|format)\\b|\\bmobile (menu|nav\\w*|view|layout|toolbar|side ?bar|header|footer|drawer|app|only|bar|tabs?|plan|index|version|sites?|device|screen)\\b|\\b(hidden|hide|visible|show|only)( on| for)? (mobile|(smart ?)?phone)\\b|\\b(hide|show|visible)(on|for|in)(mobile|(smart)?phone)s?\\b',
  },

  written: {
    /** Heads of columns that say that each row is a field of a record, and its values stand in the other columns. */
    fieldHead:
      '^(\\S+ )?(feld|field|campo|champ|pole|veld|felt|falt|fält|mező|alan|kenttä|merkmal|eigenschaft|attribut[eo]?|atribut[o]?|propriété|proprietà|propiedad|eigenschap|właściwość|vlastnost)( (name|label))?$|^(property name|feldname|veldnaam|feldbezeichnung|fieldname)$',
  },

  numbers: {
    /** Words between an old value and the new one, at the end of a text, and both values with one between them. */
    between: [
      '(?<!\\S)(from|to|von|auf|zu|de|à|a|al|da|di|van|naar|z|ze|od|na|do|fra|til|från|till|→|⇒|➔|➜|[-=]>)\\s*$',
      'i',
    ],
    change: ['\\d\\s*(to|auf|zu|à|a|al|naar|na|til|till|→|⇒|➔|➜|[-=]>)\\s*[+(]?\\d', 'i'],

    /** Behind a number of which only somebody's phone is spoken. */
    called: [
      '^ ?(is |was |seems( to be)? |ist |war |est |è |es |está |is |jest )?(currently |leider |immer |ständig |toujours |sempre |siempre |steeds |niet |nicht )?' +
        '(disconnected|not in service|out of service|unreachable|unobtainable|engaged|busy|rings? out|does ?n.?o?t answer|vergeben|erreichbar|besetzt|' +
        'hors service|injoignable|occupé|fuori servizio|irraggiungibile|occupato|apagado|ocupado|comunica|bereikbaar|bezet|zajęty|nie odpowiada|nieosiągalny|obsazen[oé]?)(?![a-zß-ɏ])|' +
        '^ (dem|zum) Kontakt hinzu|^ (was |has been )?added to (the )?contact',
      'i',
    ],
  },
};
