/** Names of elements, attributes and events that each frame needs; kept beside the words of labels (see vocabulary.ts). */
export const markup = {
  /** Elements that no label reaches out of. */
  boundaries: 'td th dd tr table form body main section article li',

  /** Elements that stand beside others of their kind and are no labels of each other. */
  alike: 'li tr option article section form fieldset ul ol dl table',

  /** Elements that a label below or behind its value may be. */
  below: 'span small div label p b em i dt strong sub',

  /** Titles of what stands below, whatever that is. */
  titles: 'h1 h2 h3 h4 h5 h6 legend',

  /** Elements in which pages set the pieces of one number. */
  pieces: 'span b i u em strong mark font small bdi bdo wbr',

  /** Attributes of a picture that tell what it shows. */
  looks: 'class href xlink:href src data-icon icon data-testid data-icon-name data-mat-icon-name',

  /** No layer of ours stands in these: a part of a table makes a cell of it, a button takes its clicks, a field holds nothing. */
  unfit: 'slot body table thead tbody tfoot tr button a label summary input select textarea',

  /** Elements that are ground to stand on where they show and do nothing. */
  ground: 'td th tr div span dd dt p li ul dl section header h1 h2 h3 h4 h5 h6 b strong label fieldset',

  /** Attributes that say what a value is, and those by which it is seen or not. */
  sayingAttributes:
    'href type value name placeholder aria-label aria-labelledby data-title data-label contenteditable inputmode ' +
    'autocomplete role',

  lookAttributes: 'class style hidden open width height',

  /** Events after which things may stand elsewhere. */
  movesOnWindow: 'resize orientationchange hashchange popstate',

  movesInDocument: 'load transitionend animationend toggle scroll',

  /** One of these comes before any other event of a person. */
  touches: 'pointerover pointerdown focusin click contextmenu',

  /** Events that never leave our hosts: a row click, a form or a framework's delegate must not see them. */
  kept:
    'pointerdown pointerup mousedown mouseup click dblclick auxclick touchstart touchend keydown keypress keyup ' +
    'focusin focusout dragstart contextmenu',
};
