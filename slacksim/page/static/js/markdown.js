// Standard Markdown as mrkdwn, for markdown blocks: what Slack's page of that block shows, line by line. Code stays as it is.

const LINE = [
  [/^(#{1,6})\s+(.+?)\s*#*$/, '**$2**'],
  [/^(\s*)[-*+]\s+/, '$1• '],
  [/^-{3,}$/, ''],
];

/** The mrkdwn that looks like a Markdown text. */
export function fromMarkdown(text = '') {
  return text.split(/(```[\s\S]*?```|`[^`\n]+`)/).map((part, i) => (i % 2 === 1 ? part : prose(part))).join('');
}

function prose(text) {
  return text.split('\n').map(line).join('\n');
}

function line(source) {
  const text = LINE.reduce((rest, [mark, instead]) => rest.replace(mark, instead), source);
  return text
    .replace(/!?\[([^\]\n]+)\]\((https?:\/\/[^\s)|>]+)\)/g, '<$2|$1>')
    .replace(/(^|[^*])\*(?!\s)([^*\n]+?)\*(?!\*)/g, '$1_$2_')
    .replace(/\*\*(?!\s)(.+?)\*\*/g, '*$1*')
    .replace(/~~(.+?)~~/g, '~$1~');
}
