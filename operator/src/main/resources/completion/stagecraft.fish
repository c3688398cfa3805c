# fish completion for stagecraft: hands the words to "stagecraft __complete" and shows what comes back.
function __stagecraft_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    test (count $current) -gt 0; or set current ''
    set -l directive 4
    set -l found 0
    for line in (command $words[1] __complete -- $words[2..-1] $current 2>/dev/null)
        if string match -qr '^:[0-9]+$' -- $line
            set directive (string sub -s 2 -- $line)
        else
            set found 1
            printf '%s\n' $line
        end
    end
    test $found -eq 1; and return
    switch $directive
        case 0
            __fish_complete_path $current
        case 16
            __fish_complete_directories $current ''
    end
end

complete -c stagecraft -e
complete -c stagecraft -f -a '(__stagecraft_complete)'
