# bash completion for stagecraft: hands the words to "stagecraft __complete" and shows what comes back.
__stagecraft_complete() {
    local IFS=$' \t\n' words=() word index line directive='' answer current last cut

    # bash breaks words at = and : too; they are put together again.
    for ((index = 1; index <= COMP_CWORD; index++)); do
        word=${COMP_WORDS[index]}
        if ((index > 1)) && { [[ $word == [=:]* ]] || [[ ${COMP_WORDS[index - 1]} == [=:] ]]; } &&
            [[ $COMP_LINE == *"${COMP_WORDS[index - 1]}$word"* ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done
    current=${words[${#words[@]} - 1]}

    COMPREPLY=()
    answer=$("${COMP_WORDS[0]/#\~\//$HOME/}" __complete -- "${words[@]}" 2>/dev/null) || return 0
    # What bash itself took apart at the last = or : stays on the line; whether it does is for COMP_WORDBREAKS to say.
    last=${COMP_WORDS[COMP_CWORD]}
    [[ $last == [=:]* ]] && last=${last##*[=:]}
    cut=${current%"$last"}
    while IFS= read -r line; do
        if [[ $line =~ ^:[0-9]+$ ]]; then
            directive=${line#:}
        else
            line=${line%%$'\t'*}
            COMPREPLY+=("${line#"$cut"}")
        fi
    done <<<"$answer"

    case $directive in
        4) compopt +o default 2>/dev/null ;;
        16) compopt +o default -o dirnames 2>/dev/null ;;
    esac
    return 0
}

complete -o default -F __stagecraft_complete stagecraft
