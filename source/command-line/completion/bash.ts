import { operandCases, valueCases } from './cases.ts';
import { type CompletedCommand, HANDED_ON } from './table.ts';

/** The flags as they are typed. */
function flagCases(table: readonly CompletedCommand[]): readonly string[] {
	return table.map(({ name, flags }) => {
		const words = flags.flatMap(({ flag }) => [
			`--${flag.name}`,
			...(flag.short === undefined ? [] : [`-${flag.short}`]),
		]);
		return `\t${name}) flags=(${words.join(' ')}) ;;`;
	});
}

/** What completes commands in bash. What was typed and what is offered is compared and quoted, never evaluated. */
export function bashCompletion(table: readonly CompletedCommand[]): string {
	const names = table.map(({ name }) => name).filter(name => name !== 'monitor');
	return `# Completion of cckm-top for bash: source <(cckm-top completion bash)
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
	local IFS=$' \\t\\n' line=\${COMP_LINE:0:COMP_POINT} word joined='' typed lead='' prefix='' value command=monitor
	local flag='' takes='' index quoted
	local -a split=() words=() flags=() values=() about=()
	COMPREPLY=()
	read -r -a split <<< "$line"
	[[ $line == *[[:space:]] ]] && split+=('')
	# A blank behind a backslash belongs to its word.
	for word in "\${split[@]}"; do
		joined+=$word
		if [[ $word == *\\\\ ]]; then joined+=' '; else words+=("$joined") joined=''; fi
	done
	[[ -n $joined ]] && words+=("$joined")
	local last=$((\${#words[@]} - 1))
	typed=\${words[last]}
	# What stands before a colon or an equals sign stays; what follows it is replaced.
	[[ $typed == *"$2" ]] && lead=\${typed%"$2"}
	[[ $last -gt 1 && \${words[1]} != -* ]] && command=\${words[1]}
	for ((index = 1; index < last; index++)); do
		case \${words[index]} in
		${HANDED_ON.map(name => `--${name}=*`).join('|')}) about+=("\${words[index]}") ;;
		${HANDED_ON.map(name => `--${name}`).join('|')}) ((index + 1 < last)) && about+=("\${words[index]}" "\${words[index + 1]}") ;;
		esac
	done
	if [[ $typed == --*=* ]]; then
		flag=\${typed%%=*}= value=\${typed#*=} prefix=$flag
	else
		((last > 0)) && flag=\${words[last - 1]}
		value=$typed
	fi
	_cckm_top_value "$command" "$flag"
	if [[ -z $takes ]]; then
		value=$typed prefix=''
		[[ $typed == -* ]] || _cckm_top_operands "$command"
		_cckm_top_flags "$command"
		values+=("\${flags[@]}")
		((last == 1)) && values+=(${names.join(' ')})
	fi
	case $takes in
	any) return ;;
	file)
		compopt -o filenames 2>/dev/null
		while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$value")
		return
		;;
	organizations|jobs)
		while IFS= read -r word; do values+=("$word"); done < <(cckm-top completion "$takes" \${about[@]+"\${about[@]}"} 2>/dev/null)
		;;
	esac
	for word in "\${values[@]}"; do
		printf -v quoted %q "$word"
		[[ $word == "$value"* || $quoted == "$value"* ]] || continue
		quoted=$prefix$quoted
		COMPREPLY+=("\${quoted#"$lead"}")
	done
}
complete -F _cckm_top cckm-top
`;
}
