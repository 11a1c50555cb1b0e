namespace Entente.Cli;

/// <summary>What a shell needs to complete the command line: it asks the program itself, by System.CommandLine's [suggest] directive.</summary>
internal static class Completions
{
    public static readonly IReadOnlyDictionary<string, string> Scripts = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            _entente() {
              local IFS=$'\n' typed="${COMP_LINE#* }" point
              point=$(( COMP_POINT - ${#COMP_LINE} + ${#typed} ))
              COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" "[suggest:$point]" "$typed" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}") )
            }
            complete -o default -F _entente entente ./entente
            """,
        ["zsh"] = """
            #compdef entente
            _entente() {
              local typed="${BUFFER#* }" point
              point=$(( CURSOR - ${#BUFFER} + ${#typed} ))
              local -a found
              found=("${(@f)$(${words[1]} "[suggest:$point]" "$typed" 2>/dev/null)}")
              (( ${#found} )) && compadd -- $found || _files
            }
            compdef _entente entente
            """,
        ["fish"] = """
            function __entente_suggest
              set -l line (commandline -cp)
              set -l typed (string replace -r '^\S+\s?' '' -- $line)
              entente "[suggest:"(string length -- $typed)"]" "$typed" 2>/dev/null
            end
            complete -c entente -a '(__entente_suggest)'
            """,
    };
}
