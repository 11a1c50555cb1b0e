namespace Entente.Server.Watching;

/// <summary>What a host's robots.txt allows (RFC 9309): the group that names us, else the one for all; the longest rule that fits decides, and of two as long the one that allows.</summary>
public sealed class Robots
{
    private const int Longest = 500 * 1024;
    private const string Us = "entente";
    private readonly List<(bool Allow, string Path)> _rules = [];

    public static readonly Robots Everything = new("");

    public static readonly Robots Nothing = new("User-agent: *\nDisallow: /");

    public Robots(string text)
    {
        var (ours, all) = (new List<(bool, string)>(), new List<(bool, string)>());
        var named = false;
        List<string> agents = [];
        var open = false;
        foreach (var raw in text[..Math.Min(text.Length, Longest)].Split('\n', '\r'))
        {
            var line = raw.Split('#')[0];
            if (line.Split(':', 2) is not [var key, var value])
            {
                continue;
            }

            value = value.Trim();
            switch (key.Trim().ToLowerInvariant())
            {
                case "user-agent":
                    if (!open)
                    {
                        agents = [];
                    }

                    open = true;
                    agents.Add(value.ToLowerInvariant());
                    named |= value.Equals(Us, StringComparison.OrdinalIgnoreCase);
                    break;
                case "allow" or "disallow":
                    open = false;
                    if (value.Length > 0)
                    {
                        var rule = (key.Trim().Equals("allow", StringComparison.OrdinalIgnoreCase), value);
                        if (agents.Contains(Us))
                        {
                            ours.Add(rule);
                        }

                        if (agents.Contains("*"))
                        {
                            all.Add(rule);
                        }
                    }

                    break;
                default:
                    break;
            }
        }

        _rules = named ? ours : all;
    }

    /// <param name="address">An absolute address of the host that the file is of.</param>
    public bool Allows(Uri address)
    {
        var path = address.PathAndQuery;
        var (longest, allowed) = (-1, true);
        foreach (var (allow, rule) in _rules)
        {
            if (rule.Length >= longest && Fits(rule, path))
            {
                (allowed, longest) = (rule.Length > longest ? allow : allowed || allow, rule.Length);
            }
        }

        return allowed || path == "/robots.txt";
    }

    /// <summary>A rule fits from the start of the path; * stands for anything, $ at the end for the end. Linear: no rule can make it slow.</summary>
    private static bool Fits(string rule, string path)
    {
        var toEnd = rule.EndsWith('$');
        var parts = (toEnd ? rule[..^1] : rule).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = parts[0].Length;
        for (var i = 1; i < parts.Length; i++)
        {
            if (toEnd && i == parts.Length - 1)
            {
                return path.Length - at >= parts[i].Length && path.EndsWith(parts[i], StringComparison.Ordinal);
            }

            var found = path.IndexOf(parts[i], at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + parts[i].Length;
        }

        return !toEnd || at == path.Length;
    }
}
