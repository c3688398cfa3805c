#compdef stagecraft
# zsh completion for stagecraft: hands the words to "stagecraft __complete" and shows what comes back.
_stagecraft() {
    local -a lines candidates
    local line text directive program=${words[1]/#\~\//$HOME/}

    lines=("${(@f)$("$program" __complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    for line in $lines; do
        if [[ $line == :<-> ]]; then
            directive=${line#:}
        elif [[ $line == *$'\t'* ]]; then
            text=${line%%$'\t'*}
            candidates+=("${text//:/\\:}:${line#*$'\t'}")
        elif [[ -n $line ]]; then
            candidates+=("${line//:/\\:}")
        fi
    done

    if (( ${#candidates} )); then
        _describe 'stagecraft' candidates
    elif [[ $directive == 0 ]]; then
        _files
    elif [[ $directive == 16 ]]; then
        _files -/
    fi
}

if [[ ${funcstack[1]} == _stagecraft ]]; then
    _stagecraft "$@"
else
    compdef _stagecraft stagecraft
fi
