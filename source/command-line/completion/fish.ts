import { type CompletedCommand, type Completion, HANDED_ON } from './table.ts';

/** A text of ours that fish reads nothing into. */
function quote(text: string): string {
	return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** How a value is completed, as arguments of `complete`. */
function argument(completion: Completion): string {
	switch (completion.kind) {
		case 'any':
			return '-x';
		case 'file':
			return '-r -F';
		case 'words':
			return `-x -a ${quote(completion.words.join(' '))}`;
		case 'asked':
			return `-x -a '(__cckm_top_ask ${completion.what})'`;
	}
}

function flagLines(table: readonly CompletedCommand[]): readonly string[] {
	const takers = new Map<string, string[]>();
	for (const { name: command, flags } of table) {
		for (const { flag, value } of flags) {
			const short = flag.short === undefined ? '' : ` -s ${flag.short}`;
			const named = `-l ${flag.name}${short} -d ${quote(flag.help)}`;
			const isOptional = flag.kind === 'optional-text' && value?.kind === 'words';
			const lines = isOptional
				? [named, ...value.words.map(word => `-a ${quote(`--${flag.name}=${word}`)}`)]
				: [value === null ? named : `${named} ${argument(value)}`];
			for (const line of lines) takers.set(line, [...(takers.get(line) ?? []), command]);
		}
	}
	return [...takers].map(([line, commands]) => `complete -c cckm-top -n '__cckm_top_is ${commands.join(' ')}' ${line}`);
}

function operandLines(table: readonly CompletedCommand[]): readonly string[] {
	return table.flatMap(({ name, operands }) => {
		if (operands === null) return [];
		const isFirst = operands.kind === 'words' ? '; and __cckm_top_has 2' : '';
		return [`complete -c cckm-top -n '__cckm_top_is ${name}${isFirst}' ${argument(operands).replace('-x ', '')}`];
	});
}

/** What completes commands in fish. What is offered is quoted by the shell, and nothing that was typed is evaluated. */
export function fishCompletion(table: readonly CompletedCommand[]): string {
	const commands = table
		.filter(({ name }) => name !== 'monitor')
		.map(({ name, summary }) => `complete -c cckm-top -n '__cckm_top_has 1' -a ${name} -d ${quote(summary)}`);
	return `# Completion of cckm-top for fish: cckm-top completion fish | source
function __cckm_top_has
	set -l words (commandline -opc)
	test (count $words) -eq $argv[1]
end
function __cckm_top_is
	set -l words (commandline -opc)
	set -l command monitor
	if test (count $words) -gt 1; and not string match -q -- '-*' $words[2]
		set command $words[2]
	end
	contains -- $command $argv
end
function __cckm_top_ask
	set -l about
	set -l awaited ''
	for word in (commandline -opc)
		switch $word
			case ${HANDED_ON.map(name => quote(`--${name}=*`)).join(' ')}
				set -a about $word
			case ${HANDED_ON.map(name => `--${name}`).join(' ')}
				set awaited $word
				continue
			case '*'
				test -n "$awaited"; and set -a about $awaited $word
		end
		set awaited ''
	end
	cckm-top completion $argv[1] $about 2>/dev/null
end
complete -c cckm-top -f
${[...commands, ...operandLines(table), ...flagLines(table)].join('\n')}
`;
}
