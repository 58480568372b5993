/** Common words, the most common first. */
const WORDS = (
  'the to and a of in is it you that on for we with this be have are not but at will was from they can our ' +
  'if your as all or what there when has just new time now please today week after about more some would ' +
  'could been them their so out up then one two only order team meeting over back next before here going ' +
  'think good morning need order send check update change again first last still price delivery thanks ' +
  'question answer problem account message report version customer office tomorrow yesterday Monday Friday ' +
  'minutes hours already shipping package invoice payment address password number email phone photo file ' +
  'folder link page screen server network release ticket comment review project plan budget draft schedule ' +
  'weather train station airport hotel restaurant dinner lunch coffee weekend holiday birthday family friend ' +
  'really maybe probably nearly almost always never sometimes between without because although however ' +
  'available confirmed cancelled delayed arrived expected received finished started missing broken ready ' +
  'important different possible correct several another whole early late quick slow small large'
).split(' ');
const WORDS_OF_A_SENTENCE = 9;

/** Takes common words more often than rare ones, roughly as English does. */
const wordOf = (random: () => number): string => WORDS[Math.floor(random() ** 1.6 * WORDS.length)] as string;

/** Sentences of ASCII text, of exactly this length. */
export function prose(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) {
    const count = 3 + Math.floor(random() * (2 * (WORDS_OF_A_SENTENCE - 3)));
    const [first = '', ...others] = Array.from({ length: count }, () => wordOf(random));
    text += `${[first.charAt(0).toUpperCase() + first.slice(1), ...others].join(' ')}. `;
  }
  return text.slice(0, length);
}
