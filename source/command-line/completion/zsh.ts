import { operandCases, valueCases } from './cases.ts';
import { type CompletedCommand, HANDED_ON, quote } from './table.ts';

/** A name and what it is, as `_describe` takes them. */
function described(name: string, about: string): string {
	return quote(`${name.replaceAll(':', '\\:')}:${about}`);
}

function flagCases(table: readonly CompletedCommand[]): readonly string[] {
	return table.map(({ name, flags }) => {
		const words = flags.flatMap(({ flag: { name: flag, short, help } }) => [
			described(`--${flag}`, help),
			...(short === undefined ? [] : [described(`-${short}`, help)]),
		]);
		return `\t${name}) flags=(\n\t\t${words.join('\n\t\t')}\n\t) ;;`;
	});
}

/** What completes commands in zsh. What is offered is quoted by the shell, and nothing that was typed is evaluated. */
export function zshCompletion(table: readonly CompletedCommand[]): string {
	const commands = table.filter(({ name }) => name !== 'monitor').map(({ name, summary }) => described(name, summary));
	return `#compdef cckm-top
# Completion of cckm-top for zsh: source <(cckm-top completion zsh), behind compinit
_cckm_top_flags() {
	case $1 in
${flagCases(table).join('\n')}
	esac
}
_cckm_top_operands() {
	case $1 in
${operandCases(table).join('\n')}
	esac
}
_cckm_top_value() {
	case "$1 $2" in
${valueCases(table).join('\n')}
	esac
}
_cckm_top() {
	local command=monitor flag takes=''
	local -a flags values about commands
	integer index
	(( CURRENT > 2 )) && [[ $words[2] != -* ]] && command=$words[2]
	for (( index = 2; index < CURRENT; index++ )); do
		case $words[index] in
		${HANDED_ON.map(name => `--${name}=*`).join('|')}) about+=("\${(Q)words[index]}") ;;
		${HANDED_ON.map(name => `--${name}`).join('|')}) (( index + 1 < CURRENT )) && about+=("$words[index]" "\${(Q)words[index+1]}") ;;
		esac
	done
	flag=$words[CURRENT-1]
	[[ $words[CURRENT] == --*=* ]] && flag=\${words[CURRENT]%%=*}=
	_cckm_top_value "$command" "$flag"
	if [[ -n $takes && $flag == *= ]]; then compset -P 1 '*='; fi
	if [[ -z $takes ]]; then
		[[ $words[CURRENT] == -* ]] || _cckm_top_operands "$command"
		_cckm_top_flags "$command"
		if (( CURRENT == 2 )); then
			commands=(
		${commands.join('\n\t\t')}
			)
			_describe -t commands command commands
		fi
		_describe -o -t flags flag flags
	fi
	case $takes in
	file) _files ;;
	organizations|jobs) values=(\${(f)"$(cckm-top completion $takes $about 2>/dev/null)"}) ;;
	esac
	(( \${#values} )) && compadd -a values
}
if [[ $funcstack[1] == _cckm_top ]]; then _cckm_top "$@"; else compdef _cckm_top cckm-top; fi
`;
}
