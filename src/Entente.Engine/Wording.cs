using System.Text.RegularExpressions;

namespace Entente.Engine;

/// <summary>A pattern of words from a rule file, whatever the case of the letters.</summary>
/// <remarks>Patterns are many and texts short: there a plain automaton is ready at once. Over a long text only one that never turns back is safe, and that takes milliseconds to make.</remarks>
internal sealed class Wording
{
    /// <summary>Characters up to which even the worst pattern of a file comes to an end soon.</summary>
    private const int Short = 2000;

    private readonly Regex _short;
    private readonly Lazy<Regex> _long;

    /// <exception cref="ArgumentException">No pattern, or one that looks around or refers back: that cannot be searched without turning back.</exception>
    public Wording(string pattern)
    {
        if (Array.Find(["(?=", "(?!", "(?<", "(?>", @"\1", @"\k"], t => pattern.Contains(t, StringComparison.Ordinal)) is { } beyond)
        {
            throw new ArgumentException($"'{beyond}' is not allowed in a pattern of words", nameof(pattern));
        }

        _short = new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        _long = new Lazy<Regex>(() => new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    public bool IsIn(string text) => text.Length <= Short ? _short.IsMatch(text) : _long.Value.IsMatch(text);
}
